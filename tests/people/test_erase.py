"""Erasing who somebody is: nothing that names her stays, what she did stays."""

import pytest
from django.apps import apps
from django.test import Client

from lms.areas.errors import UserError
from lms.people import accounts, cards, persons
from lms.people.models import Kader, Membership, Person
from tests.factories import NOW
from tests.people.conftest import PIN, Holder

CANARY = {"name": "Kenari Burung", "phone": "+628111222333", "nip": "198001012010012001"}


def test_no_trace_of_her_is_left_in_the_tables_of_people(sari: Holder):
    Person.objects.filter(pk=sari.user.person_id).update(**CANARY)
    persons.erase(Person.objects.get(pk=sari.user.person_id), now=NOW)
    tables = [model for config in ("people", "areas") for model in apps.get_app_config(config).get_models()]
    content = "".join(str(list(model.objects.values())) for model in tables)
    assert not [value for value in (*CANARY.values(), "sari") if value in content]


def test_kader_and_memberships_stay(sari: Holder):
    persons.erase(sari.user.person, now=NOW)
    assert Kader.objects.filter(person=sari.user.person).exists()
    assert Membership.objects.filter(kader__person=sari.user.person).exists()
    assert sari.user.person.erased_at == NOW


def test_her_card_and_her_open_session_are_worth_nothing(client: Client, sari: Holder):
    sari.sign_in(client)
    persons.erase(sari.user.person, now=NOW)
    assert client.get("/kelola/perangkat/").url.startswith("/masuk/?next=")
    assert cards.find_by_token(sari.issued.token) is None
    assert sari.sign_in(client).status_code == 200


def test_an_erased_person_gets_no_new_account(sari: Holder):
    persons.erase(sari.user.person, now=NOW)
    with pytest.raises(UserError, match="sudah dihapus"):
        accounts.activate(sari.user.person, PIN, now=NOW)
