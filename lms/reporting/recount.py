"""Counts everything from the base tables in one SQL statement, without the code that folds.

The same statement runs on SQLite and PostgreSQL. ``served`` cuts overlapping memberships into disjoint periods;
``counted`` joins them with what was reached; ``leaf`` is the change by own place and day; ``flip`` finds the days on
which a posyandu became ready or ceased to be; ``above`` says what each place adds up into.
"""

from datetime import date

from django.db import connection

from lms.people.models.kader import EVERY_FIELD
from modules.models import Programme

NEVER = date(9999, 12, 31)

SQL = """
WITH member AS (
  SELECT m.kader_id, m.id, m.since, COALESCE(m.until, %(never)s) AS until,
         CASE WHEN m.posyandu_id IS NULL THEN 'u:' || CAST(m.pustu_id AS varchar(20))
              ELSE 'p:' || CAST(m.posyandu_id AS varchar(20)) END AS place
  FROM people_membership m
  WHERE m."primary" AND %(field)s IN (m.field, %(every)s)),
member_mark AS (SELECT kader_id, since AS day FROM member UNION SELECT kader_id, until FROM member),
member_piece AS (
  SELECT kader_id, day AS since, LEAD(day) OVER (PARTITION BY kader_id ORDER BY day) AS until FROM member_mark),
member_rank AS (
  SELECT p.kader_id, p.since, p.until, m.place,
         ROW_NUMBER() OVER (PARTITION BY p.kader_id, p.since ORDER BY m.since DESC, m.id DESC) AS nth
  FROM member_piece p JOIN member m ON m.kader_id = p.kader_id AND m.since <= p.since AND m.until > p.since),
served AS (SELECT kader_id, since, until, place FROM member_rank WHERE nth = 1),
holder AS (
  SELECT id AS row_id, id AS kader_id FROM people_kader
  UNION ALL SELECT id, merged_into_id FROM people_kader WHERE merged_into_id IS NOT NULL),
award AS (
  SELECT h.kader_id, l.position, l.key, a.effective_on AS since, COALESCE(a.revoked_on, %(never)s) AS until
  FROM certificates_award a JOIN certificates_level l ON l.id = a.level_id JOIN holder h ON h.row_id = a.kader_id
  JOIN certificates_levelscheme s ON s.id = l.scheme_id WHERE s.programme_id = %(programme)s),
award_mark AS (SELECT kader_id, since AS day FROM award UNION SELECT kader_id, until FROM award),
award_piece AS (
  SELECT kader_id, day AS since, LEAD(day) OVER (PARTITION BY kader_id ORDER BY day) AS until FROM award_mark),
award_rank AS (
  SELECT p.kader_id, p.since, p.until, a.key,
         ROW_NUMBER() OVER (PARTITION BY p.kader_id, p.since ORDER BY a.position DESC, a.key DESC) AS nth
  FROM award_piece p JOIN award a ON a.kader_id = p.kader_id AND a.since <= p.since AND a.until > p.since),
reached AS (
  SELECT kader_id, 'trained' AS measure, trained_on AS since, %(never)s AS until
  FROM assessments_programmerecord WHERE programme_id = %(programme)s
  UNION ALL SELECT kader_id, 'assessed', assessed_on, %(never)s
  FROM assessments_programmerecord WHERE programme_id = %(programme)s
  UNION ALL SELECT kader_id, 'skilled', skilled_on, %(never)s
  FROM assessments_programmerecord WHERE programme_id = %(programme)s
  UNION ALL SELECT r.kader_id, 'group:' || g.key || ':trained', r.trained_on, %(never)s
  FROM assessments_grouprecord r JOIN modules_competencygroup g ON g.id = r.group_id
  WHERE g.programme_id = %(programme)s
  UNION ALL SELECT r.kader_id, 'group:' || g.key || ':assessed', r.assessed_on, %(never)s
  FROM assessments_grouprecord r JOIN modules_competencygroup g ON g.id = r.group_id
  WHERE g.programme_id = %(programme)s
  UNION ALL SELECT r.kader_id, 'group:' || g.key || ':skilled', r.skilled_on, %(never)s
  FROM assessments_grouprecord r JOIN modules_competencygroup g ON g.id = r.group_id
  WHERE g.programme_id = %(programme)s
  UNION ALL SELECT r.kader_id, 'comp:' || c.key || ':skilled', r.skilled_on, %(never)s
  FROM assessments_competencyrecord r JOIN modules_competency c ON c.id = r.competency_id
  JOIN modules_competencygroup g ON g.id = c.group_id WHERE g.programme_id = %(programme)s
  UNION ALL SELECT kader_id, 'level:' || key, since, until FROM award_rank WHERE nth = 1),
counted AS (
  SELECT place, 'kader' AS measure, since, until FROM served
  UNION ALL SELECT place, 'pustu', since, until FROM served WHERE place LIKE 'u:%%'
  UNION ALL
  SELECT s.place, r.measure, CASE WHEN r.since > s.since THEN r.since ELSE s.since END,
         CASE WHEN r.until < s.until THEN r.until ELSE s.until END
  FROM served s JOIN reached r ON r.kader_id = s.kader_id AND r.since < s.until AND r.until > s.since),
change AS (
  SELECT place, measure, since AS day, 1 AS n FROM counted
  UNION ALL SELECT place, measure, until, -1 FROM counted WHERE until < %(never)s),
leaf AS (SELECT place, measure, day, SUM(n) AS n FROM change GROUP BY place, measure, day),
running AS (
  SELECT place, measure, day, SUM(n) OVER (PARTITION BY place, measure ORDER BY day) AS n
  FROM leaf WHERE place LIKE 'p:%%' AND measure LIKE 'group:%%:skilled'),
step AS (
  SELECT place, measure, day, CASE WHEN n > 0 THEN 1 ELSE 0 END AS is_ready,
         LAG(CASE WHEN n > 0 THEN 1 ELSE 0 END, 1, 0) OVER (PARTITION BY place, measure ORDER BY day) AS was_ready
  FROM running),
flip AS (
  SELECT s.place, g.key, g.life_stages, s.day, s.is_ready - s.was_ready AS n
  FROM step s JOIN modules_competencygroup g
    ON g.programme_id = %(programme)s AND s.measure = 'group:' || g.key || ':skilled'
  WHERE s.is_ready <> s.was_ready),
staged AS (SELECT COUNT(*) AS n FROM modules_competencygroup
  WHERE programme_id = %(programme)s AND CAST(life_stages AS varchar(500)) <> '[]'),
stage_change AS (
  SELECT place, day, SUM(n) AS n FROM flip WHERE CAST(life_stages AS varchar(500)) <> '[]' GROUP BY place, day),
stage_running AS (
  SELECT place, day, SUM(n) OVER (PARTITION BY place ORDER BY day) AS n FROM stage_change),
stage_step AS (
  SELECT r.place, r.day, CASE WHEN r.n = staged.n THEN 1 ELSE 0 END AS is_ready,
         LAG(CASE WHEN r.n = staged.n THEN 1 ELSE 0 END, 1, 0) OVER (PARTITION BY r.place ORDER BY r.day) AS was_ready
  FROM stage_running r CROSS JOIN staged),
everything AS (
  SELECT place, measure, day, n FROM leaf
  UNION ALL SELECT place, 'ready:' || key, day, n FROM flip
  UNION ALL SELECT place, 'ready', day, is_ready - was_ready FROM stage_step WHERE is_ready <> was_ready),
stand AS (
  SELECT 'p:' || CAST(id AS varchar(20)) AS leaf, desa_id, puskesmas_id FROM areas_posyandu
  UNION ALL SELECT 'u:' || CAST(id AS varchar(20)), desa_id, puskesmas_id FROM areas_pustu),
above AS (
  SELECT leaf, leaf AS place, a.code AS parent FROM stand JOIN areas_area a ON a.id = desa_id
  UNION ALL SELECT leaf, a.code, a.kec_code FROM stand JOIN areas_area a ON a.id = desa_id
  UNION ALL SELECT leaf, a.kec_code, a.kab_code FROM stand JOIN areas_area a ON a.id = desa_id
  UNION ALL SELECT leaf, a.kab_code, a.province_code FROM stand JOIN areas_area a ON a.id = desa_id
  UNION ALL SELECT leaf, a.province_code, '' FROM stand JOIN areas_area a ON a.id = desa_id
  UNION ALL SELECT leaf, '', '-' FROM stand
  UNION ALL SELECT leaf, 'k:' || CAST(k.id AS varchar(20)), 'k:' || a.code
  FROM stand JOIN areas_puskesmas k ON k.id = stand.puskesmas_id JOIN areas_area a ON a.id = k.kab_id)
SELECT above.place, above.parent, e.measure, e.day, SUM(e.n)
FROM everything e JOIN above ON above.leaf = e.place
GROUP BY above.place, above.parent, e.measure, e.day
HAVING SUM(e.n) <> 0
"""


def tallies(programme: Programme) -> dict[tuple[str, str, str, str], int]:
    """What the tallies should hold: ``{(place, parent, measure, ISO day): delta}``."""
    with connection.cursor() as cursor:
        cursor.execute(SQL, {"programme": programme.pk, "field": programme.field, "every": EVERY_FIELD, "never": NEVER})
        return {(place, parent, measure, str(day)): int(n) for place, parent, measure, day, n in cursor}
