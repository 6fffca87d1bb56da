"""Every page type by Wagtail's own measure, and what may stand under what."""

import pytest
from django.urls import reverse
from wagtail.models import Site
from wagtail.test.utils import WagtailPageTestCase
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from lms.people.models import User
from modules import local
from modules.models import AreaPage, Competency, HomePage, LessonPage, LocalPage, ModuleIndexPage, ModulePage
from modules.root import ensure_pages
from tests import cast as people
from tests.factories import make_programme

pytestmark = [
    pytest.mark.only_on("sqlite"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
OURS = {HomePage, ModuleIndexPage, ModulePage, LessonPage, AreaPage, LocalPage}
TREE = {
    HomePage: {ModuleIndexPage},
    ModuleIndexPage: {ModulePage, AreaPage},
    ModulePage: {LessonPage},
    LessonPage: set(),
    AreaPage: {LocalPage},
    LocalPage: set(),
}
NOTHING_SAID = {"comments": inline_formset([])}
WORDS = streamfield([("text", "Baringkan di tengah.")])


class PageTypes(WagtailPageTestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        make_programme()
        cls.index = ensure_pages()
        b3, cls.b4 = Competency.objects.get(key="B3"), Competency.objects.get(key="B4")
        cls.module = cls.index.add_child(
            instance=ModulePage(title="Menimbang", slug="menimbang", competency=b3, summary="Bisa.")
        )
        body = [{"type": "text", "value": "Baringkan."}]
        stream = LessonPage._meta.get_field("body").stream_block.to_python(body)
        cls.lesson = cls.module.add_child(
            instance=LessonPage(title="Alat", slug="alat", aim="Bisa.", minutes=3, body=stream)
        )
        cls.area = local.ensure_area(people._area("35.71", "Kota Kediri", 2, people._area("35", "Jawa Timur", 1, None)))
        cls.leaf = cls.area.add_child(
            instance=LocalPage(title="Rujukan", slug="rujukan", lead="Ke mana.", competency=b3, body=stream)
        )
        cls.pages = [Site.objects.get().root_page.specific, cls.index, cls.module, cls.lesson, cls.area, cls.leaf]

    def setUp(self) -> None:
        self.client.force_login(User.objects.create(username="root", is_superuser=True))

    def test_the_tree_of_page_types(self) -> None:
        for parent, children in TREE.items():
            self.assertAllowedSubpageTypes(parent, children)
            for other in OURS - children:
                self.assertCanNotCreateAt(parent, other)

    def test_every_page_has_an_address_that_answers(self) -> None:
        for page in self.pages:
            self.assertPageIsRoutable(page)
            self.assertPageIsRenderable(page)

    def test_every_page_is_previewed(self) -> None:
        for page in self.pages:
            self.assertPageIsPreviewable(page, post_data=self._post(page))

    def test_every_page_is_edited_and_what_teaches_is_not_published_by_it(self) -> None:
        for page in self.pages:
            self.assertPageIsEditable(page, post_data=self._post(page))

    def test_pages_are_made_as_drafts(self) -> None:
        module = {
            "title": "Hasil",
            "slug": "hasil",
            "competency": self.b4.pk,
            "summary": "Bisa.",
            "job": "",
            "pairs": "",
        }
        self._make(self.index, ModulePage, module | {"card": streamfield([])})
        lesson = {"title": "Dua", "slug": "dua", "aim": "Bisa.", "kind": "inti", "minutes": 3, "body": WORDS}
        self._make(self.module, LessonPage, lesson)
        leaf = {"title": "Tablet", "slug": "tablet", "lead": "Yang ada.", "competency": self.b4.pk, "body": WORDS}
        self._make(self.area, LocalPage, leaf)
        assert not ModulePage.objects.get(slug="hasil").live
        assert not LessonPage.objects.get(slug="dua").live
        assert not LocalPage.objects.get(slug="tablet").live

    def test_a_second_page_with_the_same_title_gets_an_address_of_its_own(self) -> None:
        lesson = {"title": "Alat", "slug": "alat", "aim": "Bisa.", "kind": "inti", "minutes": 3, "body": WORDS}
        self._make(self.module, LessonPage, lesson)
        second = LessonPage.objects.get(slug="alat-1")
        assert second.title == "Alat"
        # The editor goes on with the address that it first sent.
        self.assertPageIsEditable(second, post_data=nested_form_data(lesson | NOTHING_SAID))
        assert second.get_latest_revision_as_object().slug == "alat-1"

    def test_an_address_that_readers_know_is_not_changed_without_asking(self) -> None:
        other = self.module.add_child(
            instance=LessonPage(title="Dua", slug="dua", aim="Bisa.", minutes=3, body=self.lesson.body)
        )
        LessonPage.objects.filter(pk=other.pk).update(first_published_at="2026-01-01T00:00Z")
        url = reverse("wagtailadmin_pages:edit", args=[other.pk])
        answer = self.client.post(url, self._post(other) | {"slug": "alat"})
        assert "Di sini sudah ada halaman lain dengan alamat itu" in answer.text
        assert not LessonPage.objects.filter(slug="alat-1").exists()

    def _make(self, parent: object, kind: type, data: dict[str, object]) -> None:
        self.assertCanCreate(parent, kind, nested_form_data(data | NOTHING_SAID), publish=False)

    def _post(self, page: object) -> dict[str, object]:
        """What the form of this page sends when nothing was changed."""
        data = {"title": page.title, "slug": page.slug} | NOTHING_SAID
        names = ("lead", "summary", "job", "pairs", "aim", "kind", "minutes")
        data |= {name: getattr(page, name) for name in names if hasattr(page, name)}
        if hasattr(page, "competency_id"):
            data["competency"] = page.competency_id
        if hasattr(page, "body"):
            data["body"] = WORDS
        return nested_form_data(data | ({"card": streamfield([])} if hasattr(page, "card") else {}))
