from modules.models.content_report import ContentReport
from modules.models.fact import Fact, FactUsage
from modules.models.fact_change import FactDecision, FactProposal
from modules.models.local import AreaPage, LocalPage
from modules.models.media import TuntasDocument, TuntasImage, TuntasRendition
from modules.models.moderation import AuthorCheck, ClinicalCheck
from modules.models.package import PackageFile, PackageImport, PackageKept, PackageRun, PackageStep
from modules.models.pages import HomePage, LessonPage, ModuleIndexPage, ModulePage
from modules.models.programme import Competency, CompetencyGroup, Programme
from modules.models.recall import Recall, RecallSeen
from modules.models.review import ClinicalReview
from modules.models.study import StudyMark

__all__ = [
    "AreaPage",
    "AuthorCheck",
    "ClinicalCheck",
    "ClinicalReview",
    "Competency",
    "CompetencyGroup",
    "ContentReport",
    "Fact",
    "FactDecision",
    "FactProposal",
    "FactUsage",
    "HomePage",
    "LessonPage",
    "LocalPage",
    "ModuleIndexPage",
    "ModulePage",
    "PackageFile",
    "PackageImport",
    "PackageKept",
    "PackageRun",
    "PackageStep",
    "Programme",
    "Recall",
    "RecallSeen",
    "StudyMark",
    "TuntasDocument",
    "TuntasImage",
    "TuntasRendition",
]
