"""The playbooks a new file holds beside BANT: MEDDIC, CHAMP and a SPIN question set.

Criteria that mean what one of BANT’s means share its code, so that promotion finds amount, date, need and who decides.
"""

from __future__ import annotations

from salesdesk.domain.playbook import BANT, AnswerType, CriterionPlan, DimensionPlan, PlaybookPlan


def _must(code: str, prompt: str, answer_type: AnswerType, *talk_track: str) -> CriterionPlan:
    return CriterionPlan(code, prompt, answer_type, is_required=True, talk_track=talk_track)


def _may(code: str, prompt: str, answer_type: AnswerType, *talk_track: str) -> CriterionPlan:
    return CriterionPlan(code, prompt, answer_type, talk_track=talk_track)


MEDDIC = PlaybookPlan(
    "MEDDIC",
    (
        DimensionPlan(
            "metrics",
            "M",
            "Metrics",
            "What does it change, in numbers they believe?",
            (
                _must(
                    "metric",
                    "The number that changes",
                    "text",
                    "Which figure would tell you that this worked?",
                    "Where does it stand today, and where should it be?",
                    "What is a step of it worth to you?",
                ),
                _may("metric_owner", "Who reports that number", "contact"),
            ),
        ),
        DimensionPlan(
            "economic_buyer",
            "E",
            "Economic buyer",
            "Who can say yes when everybody else says no?",
            (
                _must(
                    "decision_maker",
                    "Who decides",
                    "contact",
                    "Who can release money that was not planned?",
                    "When may we meet that person?",
                    "What did they last say no to, and why?",
                ),
                _may("budget_amount", "Budget", "money", "What has been set aside for this?"),
            ),
            "authority",
        ),
        DimensionPlan(
            "decision_criteria",
            "D",
            "Decision criteria",
            "What will they compare, and what must not be missing?",
            (
                _must(
                    "criteria_list",
                    "What they compare",
                    "text",
                    "What must a solution have, and what would be nice?",
                    "Who wrote that list, and can it still change?",
                ),
            ),
        ),
        DimensionPlan(
            "decision_steps",
            "D",
            "Decision process",
            "Which steps lead to a signature, and until when?",
            (
                _must(
                    "decision_by",
                    "Decision by",
                    "date",
                    "Which steps are there from a yes to a signature?",
                    "Who has to agree at each of them?",
                    "What happens if the date slips?",
                ),
                _may("decision_process", "How they decide", "text"),
                _may("paper_process", "Contract and purchasing", "text"),
            ),
            "timeline",
        ),
        DimensionPlan(
            "pain",
            "I",
            "Identified pain",
            "What hurts enough to act on?",
            (
                _must(
                    "need",
                    "What they need",
                    "text",
                    "What made you look for this now?",
                    "Who feels it every day?",
                    "What happens if nothing changes?",
                ),
                _may("need_impact", "What it costs them", "text"),
            ),
            "need",
        ),
        DimensionPlan(
            "champion",
            "C",
            "Champion",
            "Who sells for us when we are not in the room?",
            (
                _must(
                    "champion_name",
                    "Who stands up for us",
                    "contact",
                    "What does this person gain when we win?",
                    "What have they done for us already?",
                    "Do they have the ear of who decides?",
                ),
            ),
        ),
    ),
)

CHAMP = PlaybookPlan(
    "CHAMP",
    (
        DimensionPlan(
            "challenges",
            "C",
            "Challenges",
            "What stands in their way?",
            (
                _must(
                    "need",
                    "What they need",
                    "text",
                    "What is the hardest part of this today?",
                    "What have you tried already?",
                    "What happens if nothing changes?",
                ),
                _may("need_impact", "What it costs them", "text"),
            ),
            "need",
        ),
        BANT.dimensions[1],
        DimensionPlan("money", "M", "Money", BANT.dimensions[0].question, BANT.dimensions[0].criteria, "budget"),
        DimensionPlan(
            "prioritization",
            "P",
            "Prioritization",
            "How high is this on their list, and until when?",
            (
                _must(
                    "decision_by",
                    "Decision by",
                    "date",
                    "What else competes for the same people and money?",
                    "Where does this stand among the three most important things?",
                    "What happens if you miss that date?",
                ),
                CriterionPlan("priority", "Priority", "choice", choices=("Top three", "This year", "Some day")),
            ),
            "timeline",
        ),
    ),
)

SPIN = PlaybookPlan(
    "SPIN",
    (
        DimensionPlan(
            "situation",
            "S",
            "Situation",
            "How do they do it today?",
            (
                _must(
                    "situation",
                    "How it is done today",
                    "text",
                    "How do you do it today, step by step?",
                    "Who takes part, and with which tools?",
                    "How long has it been like this?",
                ),
            ),
        ),
        DimensionPlan(
            "problem",
            "P",
            "Problem",
            "What goes wrong with it?",
            (
                _must(
                    "need",
                    "What they need",
                    "text",
                    "What goes wrong most often?",
                    "What takes longer than it should?",
                    "What are you unhappy with?",
                ),
            ),
            "need",
        ),
        DimensionPlan(
            "implication",
            "I",
            "Implication",
            "What does the problem lead to?",
            (
                _must(
                    "need_impact",
                    "What it costs them",
                    "text",
                    "What does that cost, in hours or money?",
                    "Who else is held up by it?",
                    "What could you not do because of it?",
                ),
            ),
        ),
        DimensionPlan(
            "payoff",
            "N",
            "Need-payoff",
            "What would it be worth to have it solved?",
            (
                _must(
                    "payoff",
                    "What a solution is worth",
                    "text",
                    "What would you do with the time you win?",
                    "How would it help the person who decides?",
                    "What is it worth to have this by next quarter?",
                ),
                _may("decision_maker", "Who decides", "contact"),
                _may("decision_by", "Decision by", "date"),
            ),
        ),
    ),
)

SHIPPED = (BANT, MEDDIC, CHAMP, SPIN)
"""What a new file holds; the first is its default."""
