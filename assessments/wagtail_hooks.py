"""What this floor adds to the admin for authors."""

from django.http import HttpRequest
from django.urls import URLPattern
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from assessments.cms import bank, cuts, figures, forms, questions, quizzes, regrades


@hooks.register("register_admin_urls")
def question_urls() -> list[URLPattern]:
    return bank.urls


@hooks.register("register_admin_menu_item")
def question_menu_item() -> MenuItem:
    return bank.menu_item()


@hooks.register("construct_homepage_panels")
def say_which_questions_wait(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(questions.QuestionPanel())


@hooks.register("register_admin_urls")
def regrade_urls() -> list[URLPattern]:
    return regrades.urls


@hooks.register("register_bank_menu_item")
def regrade_menu_item() -> MenuItem:
    return regrades.menu_item()


@hooks.register("register_admin_urls")
def figure_urls() -> list[URLPattern]:
    return figures.urls


@hooks.register("register_bank_menu_item")
def figure_menu_item() -> MenuItem:
    return figures.menu_item()


@hooks.register("register_admin_urls")
def form_urls() -> list[URLPattern]:
    return forms.urls


@hooks.register("register_bank_menu_item")
def form_menu_item() -> MenuItem:
    return forms.menu_item()


@hooks.register("register_admin_urls")
def quiz_urls() -> list[URLPattern]:
    return [*quizzes.urls, *cuts.urls]


@hooks.register("register_admin_menu_item")
def quiz_menu_item() -> MenuItem:
    return quizzes.menu_item()
