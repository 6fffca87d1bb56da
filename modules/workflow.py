"""The way of a page: draft, author's check, telaah nakes, published. Made at set-up; hangs on the home page."""

from wagtail.models import Task, Workflow, WorkflowPage, WorkflowTask

from modules.models import AuthorCheck, ClinicalCheck, HomePage

NAME = "telaah sebelum terbit"  # after "Kirim ke"
STEPS: tuple[tuple[type[Task], str], ...] = (
    (AuthorCheck, "Pemeriksaan penyusun"),
    (ClinicalCheck, "Telaah nakes"),
)


def ensure_workflow(home: HomePage) -> Workflow:
    """The workflow with its two steps, in force for every page of the site. Creates and mends only what is amiss."""
    linked = WorkflowPage.objects.filter(page=home).select_related("workflow").first()
    workflow = linked.workflow if linked else Workflow.objects.create(name=NAME)
    if linked is None:
        WorkflowPage.objects.create(page=home, workflow=workflow)
    for position, (kind, name) in enumerate(STEPS):
        step = kind.objects.first() or kind.objects.create(name=name)
        WorkflowTask.objects.update_or_create(workflow=workflow, task=step, defaults={"sort_order": position})
    return workflow
