import base64
import json
import stat
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client
from joserfc import jws
from joserfc.jwk import ECKey, OctKey

from certificates import keys, tokens
from certificates.models import Certificate, SigningKey
from tests.factories import NOW


def pieces(token: str) -> tuple[dict, dict, str]:
    head, body, signature = token.split(".")
    return *(json.loads(base64.urlsafe_b64decode(part + "==")) for part in (head, body)), signature


def forge(header: dict, body: dict, signature: str = "") -> str:
    parts = (base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in (header, body))
    return ".".join([*parts, signature])


def test_the_private_half_stands_in_a_file_only_its_owner_reads(key: SigningKey):
    assert stat.S_IMODE(keys.path(key.kid).stat().st_mode) == 0o600
    assert "d" not in key.public_jwk
    assert b"PRIVATE KEY" in keys.path(key.kid).read_bytes()


def test_a_key_file_that_others_can_read_is_refused(key: SigningKey):
    keys.path(key.kid).chmod(0o644)
    with pytest.raises(keys.NoKeyError, match="terbuka"):
        tokens.sign({}, key)


def test_a_lost_key_file_is_said_plainly(key: SigningKey):
    keys.path(key.kid).unlink()
    with pytest.raises(keys.NoKeyError, match="cadangan"):
        tokens.sign({}, key)


def test_a_new_key_retires_the_one_before_which_still_verifies(certificate: Certificate):
    newer = keys.create(now=NOW)
    assert keys.current() == newer
    assert tokens.read(certificate.token)["c"] == certificate.code
    assert len(keys.jwks()["keys"]) == 2


def test_there_is_one_key_in_use(key: SigningKey):
    with pytest.raises(IntegrityError), transaction.atomic():
        SigningKey.objects.create(kid="lain", public_jwk={}, demo=False, created_at=NOW)
    assert keys.ensure(now=NOW) == key


def test_what_a_compromised_key_signed_matches_no_more(certificate: Certificate):
    keys.retire(certificate.key, now=NOW, compromised=True)
    with pytest.raises(tokens.BadTokenError):
        tokens.read(certificate.token)
    assert keys.jwks() == {"keys": []}


def test_a_demo_key_is_worth_nothing_outside_the_demo(certificate: Certificate, settings):
    settings.DEMO = True
    with pytest.raises(tokens.BadTokenError):
        tokens.read(certificate.token)
    with pytest.raises(keys.NoKeyError):
        keys.private(certificate.key)
    demo = keys.create(now=NOW)
    token = tokens.sign(tokens.claim(certificate.code, certificate.claims), demo)
    settings.DEMO = False
    with pytest.raises(tokens.BadTokenError):
        tokens.read(token)
    assert keys.current() == certificate.key


def test_a_token_without_signature_is_refused(certificate: Certificate):
    header, body, signature = pieces(certificate.token)
    for forged in (forge({**header, "alg": "none"}, body), forge({**header, "alg": "none"}, body, signature)):
        with pytest.raises(tokens.BadTokenError):
            tokens.read(forged)


def test_a_token_signed_by_somebody_else_is_refused(certificate: Certificate):
    header, body, _ = pieces(certificate.token)
    other = ECKey.generate_key("P-256", auto_kid=False)
    with pytest.raises(tokens.BadTokenError):
        tokens.read(jws.serialize_compact(header, json.dumps(body).encode(), other, algorithms=["ES256"]))
    with pytest.raises(tokens.BadTokenError):
        tokens.read(jws.serialize_compact({**header, "kid": "x"}, b"{}", other, algorithms=["ES256"]))


def test_the_public_key_used_as_a_shared_secret_is_refused(certificate: Certificate):
    header, body, _ = pieces(certificate.token)
    secret = OctKey.import_key(json.dumps(certificate.key.public_jwk).encode())
    forged = jws.serialize_compact({**header, "alg": "HS256"}, json.dumps(body).encode(), secret, algorithms=["HS256"])
    with pytest.raises(tokens.BadTokenError):
        tokens.read(forged)


def test_a_token_of_another_purpose_is_refused(certificate: Certificate):
    header, body, _ = pieces(certificate.token)
    own = keys.private(certificate.key)
    other = jws.serialize_compact({**header, "typ": "JWT"}, json.dumps(body).encode(), own, algorithms=["ES256"])
    with pytest.raises(tokens.BadTokenError):
        tokens.read(other)


def test_any_flipped_letter_spoils_the_token(certificate: Certificate):
    # The last letter of each part carries unused bits, which a decoder may ignore.
    kept = {len(certificate.token.rsplit(".", keep)[0]) - 1 for keep in (1, 2)} | {len(certificate.token) - 1}
    for at in range(0, len(certificate.token), 7):
        if at in kept or certificate.token[at] == ".":
            continue
        letter = "A" if certificate.token[at] != "A" else "B"
        with pytest.raises(tokens.BadTokenError):
            tokens.read(certificate.token[:at] + letter + certificate.token[at + 1 :])


@pytest.mark.parametrize("rubbish", ["", "a", "a.b.c", "....", "{}", "é.é.é", "e30.e30.e30"])
def test_rubbish_is_refused_not_crashed_on(db: None, rubbish: str):
    with pytest.raises(tokens.BadTokenError):
        tokens.read(rubbish)


def test_the_claim_binds_the_whole_paper(certificate: Certificate):
    short = tokens.read(certificate.token)
    assert short["n"] == "S.W."
    assert short["h"] == tokens.digest(certificate.claims)
    assert short["h"] != tokens.digest({**certificate.claims, "name": "Siti Wulandari"})


def test_the_published_keys_are_public(client: Client, certificate: Certificate):
    answer = client.get("/.well-known/jwks.json")
    assert [key["kid"] for key in answer.json()["keys"]] == [certificate.key.kid]
    assert set(answer.json()["keys"][0]) == {"kty", "crv", "x", "y", "kid", "alg", "use"}
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_the_command_makes_lists_and_retires(db: None):
    out = StringIO()
    call_command("keys", "create", stdout=out)
    kid = out.getvalue().split()[0]
    call_command("keys", "retire", kid, "--compromised", stdout=out)
    call_command("keys", "list", stdout=out)
    assert out.getvalue().splitlines()[-1].startswith(f"{kid}  bocor  sungguhan")
    with pytest.raises(CommandError, match="keys list"):
        call_command("keys", "retire", "tidak-ada")
