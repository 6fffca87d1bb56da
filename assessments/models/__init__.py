from assessments.models.attempt import Attempt
from assessments.models.attendance import Attendance
from assessments.models.bank_run import BankRun
from assessments.models.calibration import Calibration, CalibrationTick
from assessments.models.coaching import Coaching
from assessments.models.cut import CutDecision, CutEstimate, CutRound
from assessments.models.event import EventMember, EventSession, TrainingEvent
from assessments.models.event_paper import EventPaper, EventPhoto
from assessments.models.gain import GainTally
from assessments.models.inquiry import Inquiry
from assessments.models.instrument import Instrument, InstrumentVersion
from assessments.models.invitation import Invitation
from assessments.models.local_circuit import LocalCircuit
from assessments.models.observation import Observation
from assessments.models.outside import OutsideEvidence, OutsideRuling
from assessments.models.paper import PaperForm, PaperItem
from assessments.models.practice_tally import PracticeTally
from assessments.models.preset import SkillRule
from assessments.models.proof import ProofPhoto
from assessments.models.quarantine import Quarantine
from assessments.models.question import Question, QuestionProposal, QuestionVersion
from assessments.models.question_draft import QuestionDraft
from assessments.models.question_flag import QuestionFlag
from assessments.models.question_step import QuestionStep
from assessments.models.quiz import Quiz
from assessments.models.record import CompetencyRecord, GroupRecord, ProgrammeRecord, RecordChange, Rung
from assessments.models.regrade import AttemptRegrade, Regrade, RegradeReckoning
from assessments.models.second_look import SecondLook
from assessments.models.station import Circuit, Station
from assessments.models.statistic import AnalysisRun, ItemStatistic, QuizStatistic, RetirementProposal
from assessments.models.step import AnswerStep
from assessments.models.ticket import Ticket, TicketItem

__all__ = [
    "AnalysisRun",
    "AnswerStep",
    "Attempt",
    "AttemptRegrade",
    "Attendance",
    "BankRun",
    "Calibration",
    "CalibrationTick",
    "Circuit",
    "Coaching",
    "CompetencyRecord",
    "CutDecision",
    "CutEstimate",
    "CutRound",
    "EventMember",
    "EventPaper",
    "EventPhoto",
    "EventSession",
    "GainTally",
    "GroupRecord",
    "Inquiry",
    "Instrument",
    "InstrumentVersion",
    "Invitation",
    "ItemStatistic",
    "LocalCircuit",
    "Observation",
    "OutsideEvidence",
    "OutsideRuling",
    "PaperForm",
    "PaperItem",
    "PracticeTally",
    "ProgrammeRecord",
    "ProofPhoto",
    "Quarantine",
    "Question",
    "QuestionDraft",
    "QuestionFlag",
    "QuestionProposal",
    "QuestionStep",
    "QuestionVersion",
    "Quiz",
    "QuizStatistic",
    "RecordChange",
    "Regrade",
    "RegradeReckoning",
    "RetirementProposal",
    "Rung",
    "SecondLook",
    "SkillRule",
    "Station",
    "Ticket",
    "TicketItem",
    "TrainingEvent",
]
