"""What may stand in a route: elements by parent, attributes by element. The whitelist itself."""

from __future__ import annotations

from doorgang_engine.bpmn.actions import REQUIRED
from doorgang_engine.bpmn.names import (
    EVENT_DEFINITIONS,
    FLOW_NODES,
)

DESCRIBED = frozenset({"documentation", "extensionElements"})
NODE = DESCRIBED | {"incoming", "outgoing"}
ARTIFACTS = frozenset({"textAnnotation", "association", "group"})
# Drawn as annotations only: an association that moves data is refused where it stands.
DRAWN = frozenset({"dataObject", "dataObjectReference", "dataStoreReference"})
REPEATS = frozenset({"multiInstanceLoopCharacteristics", "standardLoopCharacteristics"})
SCOPE = DESCRIBED | FLOW_NODES | ARTIFACTS | DRAWN | {"sequenceFlow"}
EVENT = NODE | set(EVENT_DEFINITIONS)
ACTIVITY = NODE | REPEATS

CHILDREN: dict[str, frozenset[str]] = {
    "definitions": DESCRIBED
    | {"message", "signal", "error", "escalation", "collaboration", "process", "category"},
    "message": DESCRIBED,
    "signal": DESCRIBED,
    "error": DESCRIBED,
    "escalation": DESCRIBED,
    "category": DESCRIBED | {"categoryValue"},
    "categoryValue": DESCRIBED,
    "collaboration": DESCRIBED | ARTIFACTS | {"participant", "messageFlow"},
    "participant": DESCRIBED,
    "messageFlow": DESCRIBED,
    "process": SCOPE | {"laneSet"},
    "laneSet": DESCRIBED | {"lane"},
    "lane": DESCRIBED | {"flowNodeRef", "childLaneSet"},
    "childLaneSet": DESCRIBED | {"lane"},
    "subProcess": SCOPE | ACTIVITY,
    "userTask": ACTIVITY,
    "manualTask": ACTIVITY,
    "scriptTask": NODE | {"script"},
    "serviceTask": ACTIVITY,
    "businessRuleTask": NODE,
    "sendTask": NODE,
    "receiveTask": ACTIVITY,
    "callActivity": ACTIVITY,
    "exclusiveGateway": NODE,
    "parallelGateway": NODE,
    "inclusiveGateway": NODE,
    "eventBasedGateway": NODE,
    "startEvent": EVENT,
    "endEvent": EVENT,
    "intermediateCatchEvent": EVENT,
    "intermediateThrowEvent": EVENT,
    "boundaryEvent": EVENT,
    "sequenceFlow": DESCRIBED | {"conditionExpression"},
    "timerEventDefinition": DESCRIBED | {"timeDate", "timeDuration", "timeCycle"},
    "conditionalEventDefinition": DESCRIBED | {"condition"},
    "messageEventDefinition": DESCRIBED,
    "signalEventDefinition": DESCRIBED,
    "errorEventDefinition": DESCRIBED,
    "escalationEventDefinition": DESCRIBED,
    "terminateEventDefinition": DESCRIBED,
    "linkEventDefinition": DESCRIBED,
    "multiInstanceLoopCharacteristics": DESCRIBED
    | {
        "loopCardinality",
        "loopDataInputRef",
        "loopDataOutputRef",
        "inputDataItem",
        "outputDataItem",
        "completionCondition",
    },
    "inputDataItem": DESCRIBED,
    "outputDataItem": DESCRIBED,
    "standardLoopCharacteristics": DESCRIBED | {"loopCondition"},
    "textAnnotation": DESCRIBED | {"text"},
    "association": DESCRIBED,
    "group": DESCRIBED,
    "dataObject": DESCRIBED,
    "dataObjectReference": DESCRIBED | {"dataState"},
    "dataStoreReference": DESCRIBED | {"dataState"},
    "extensionElements": frozenset(),
}

ANY: frozenset[str] | None = None  # any value, or a value that another check looks at
_REF: dict[str, frozenset[str] | None] = {"sourceRef": ANY, "targetRef": ANY}
_NOT = frozenset({"false"})
_BOOLEAN = frozenset({"true", "false"})
_ONCE: dict[str, frozenset[str] | None] = {
    "startQuantity": frozenset({"1"}),
    "completionQuantity": frozenset({"1"}),
    "isForCompensation": _NOT,
    "default": ANY,
}
_EXPRESSION: dict[str, frozenset[str] | None] = {"language": frozenset({""})}

# Every element may have id and name.
ATTRIBUTES: dict[str, dict[str, frozenset[str] | None]] = {
    "definitions": {
        "targetNamespace": ANY,
        "exporter": ANY,
        "exporterVersion": ANY,
        "expressionLanguage": ANY,
        "typeLanguage": ANY,
    },
    "error": {"errorCode": ANY},
    "escalation": {"escalationCode": ANY},
    "collaboration": {"isClosed": ANY},
    "participant": {"processRef": ANY},
    "messageFlow": _REF,
    "process": {"isExecutable": ANY, "processType": ANY, "isClosed": ANY},
    "subProcess": {**_ONCE, "triggeredByEvent": _BOOLEAN},
    "userTask": {**_ONCE, "implementation": frozenset({"##unspecified"})},
    "manualTask": _ONCE,
    "scriptTask": {**_ONCE, "scriptFormat": frozenset({"", "cel"})},
    "serviceTask": {**_ONCE, "implementation": frozenset({"##WebService", "##unspecified"})},
    "businessRuleTask": {**_ONCE, "implementation": frozenset({"##unspecified"})},
    "sendTask": {
        **_ONCE,
        "messageRef": ANY,
        "implementation": frozenset({"##WebService", "##unspecified"}),
    },
    "receiveTask": {
        **_ONCE,
        "messageRef": ANY,
        "instantiate": _NOT,
        "implementation": frozenset({"##WebService", "##unspecified"}),
    },
    "callActivity": {**_ONCE, "calledElement": ANY},
    "exclusiveGateway": {"default": ANY, "gatewayDirection": ANY},
    "parallelGateway": {"gatewayDirection": ANY},
    "inclusiveGateway": {"default": ANY, "gatewayDirection": ANY},
    "eventBasedGateway": {
        "gatewayDirection": ANY,
        "instantiate": _NOT,
        "eventGatewayType": frozenset({"Exclusive"}),
    },
    "startEvent": {"isInterrupting": _BOOLEAN, "parallelMultiple": _NOT},
    "intermediateCatchEvent": {"parallelMultiple": _NOT},
    "boundaryEvent": {
        "attachedToRef": ANY,
        "cancelActivity": _BOOLEAN,
        "parallelMultiple": _NOT,
    },
    "sequenceFlow": {**_REF, "isImmediate": _BOOLEAN},
    "messageEventDefinition": {"messageRef": ANY},
    "signalEventDefinition": {"signalRef": ANY},
    "errorEventDefinition": {"errorRef": ANY},
    "escalationEventDefinition": {"escalationRef": ANY},
    "multiInstanceLoopCharacteristics": {
        "isSequential": _BOOLEAN,
        "behavior": frozenset({"All"}),
    },
    "standardLoopCharacteristics": {"testBefore": _BOOLEAN, "loopMaximum": ANY},
    "inputDataItem": {"isCollection": _NOT},
    "outputDataItem": {"isCollection": _NOT},
    "conditionExpression": _EXPRESSION,
    "condition": _EXPRESSION,
    "timeDate": _EXPRESSION,
    "timeDuration": _EXPRESSION,
    "timeCycle": _EXPRESSION,
    "loopCardinality": _EXPRESSION,
    "completionCondition": _EXPRESSION,
    "loopCondition": _EXPRESSION,
    "documentation": {"textFormat": ANY},
    "textAnnotation": {"textFormat": ANY},
    "association": {**_REF, "associationDirection": ANY},
    "group": {"categoryValueRef": ANY},
    "categoryValue": {"value": ANY},
    "dataObject": {"isCollection": ANY},
    "dataObjectReference": {"dataObjectRef": ANY},
    "dataStoreReference": {"dataStoreRef": ANY},
}

# Elements of BPMN with a reason of their own for being refused; any other is `unknown_element`.
REFUSED: dict[str, str] = {
    "task": "abstract_task",
    "globalTask": "global_task",
    "globalUserTask": "global_task",
    "globalManualTask": "global_task",
    "globalScriptTask": "global_task",
    "globalBusinessRuleTask": "global_task",
    "choreography": "choreography",
    "globalChoreographyTask": "choreography",
    "complexGateway": "complex_gateway",
    "adHocSubProcess": "ad_hoc_sub_process",
    "transaction": "transaction",
    "cancelEventDefinition": "cancel_event",
    "compensateEventDefinition": "compensation",
    "ioSpecification": "data_flow",
    "dataInputAssociation": "data_flow",
    "dataOutputAssociation": "data_flow",
    "property": "data_flow",
    "dataStore": "data_flow",
    "resourceRole": "resource_role",
    "performer": "resource_role",
    "humanPerformer": "resource_role",
    "potentialOwner": "resource_role",
    "eventDefinitionRef": "event_definition_reference",
    "complexBehaviorDefinition": "complex_behaviour",
    "import": "import",
    "correlationSubscription": "correlation",
    "correlationProperty": "correlation",
}

# Attributes with a reason of their own: (attribute, its value, "" for any) -> code.
REFUSED_ATTRIBUTES: dict[tuple[str, str], str] = {
    ("isForCompensation", "true"): "compensation",
    ("instantiate", "true"): "instantiating",
    ("parallelMultiple", "true"): "multiple_events",
    ("eventGatewayType", "Parallel"): "parallel_event_gateway",
}

# Doorgang's own attributes: anywhere, by element, and by action of a service task.
ROUTE_ANYWHERE = frozenset({"wettelijk", "seed", "mijlpaal", "grondslag"})
_WORK = frozenset({"rol", "termijn", "vanaf", "uiterlijk", "anders_dan"})
_MESSAGE = frozenset({"formulier", "rol", "deelnemer"})
ROUTE_ATTRIBUTES: dict[str, frozenset[str]] = {
    "lane": frozenset({"rol"}),
    "userTask": _WORK | {"formulier", "mandaat", "medeondertekening", "deelnemer", "brief", "aan"},
    "manualTask": _WORK,
    "receiveTask": _MESSAGE,
    "startEvent": _MESSAGE | {"parameter"},
    "intermediateCatchEvent": _MESSAGE,
    "boundaryEvent": _MESSAGE,
    "endEvent": frozenset({"uitkomst"}),
    "serviceTask": frozenset(
        {"actie", "vanaf", "gegevens", "brief"}
        | {name for needed in REQUIRED.values() for name in needed}
    ),
    "businessRuleTask": frozenset({"tabel"}),
    "callActivity": frozenset({"uitvoer", "rollen", "begin"}),
}
ACTION_OPTIONS: dict[str, frozenset[str]] = {
    "termijn_starten": frozenset({"vanaf"}),
    "traject_starten": frozenset({"gegevens"}),
    "kennisgeven": frozenset({"brief"}),
    "bekendmaken": frozenset({"brief"}),
}
VARIABLE_ATTRIBUTES = frozenset({"naam", "soort", "start", "invoer"})

# Namespaces in which other engines write behaviour that would be ignored here without a word.
FOREIGN: dict[str, str] = {
    "http://camunda.org/schema/1.0/bpmn": "camunda",
    "http://camunda.org/schema/zeebe/1.0": "zeebe",
    "http://spiffworkflow.org/bpmn/schema/1.0/core": "spiffworkflow",
    "http://activiti.org/bpmn": "activiti",
    "http://flowable.org/bpmn": "flowable",
    "http://www.omg.org/spec/BPMN/non-normative/extensions/flowable": "flowable",
    "http://www.jboss.org/drools": "jbpm",
    "http://bpmn.io/schema/bpmn/operaton": "operaton",
    "http://operaton.org/schema/1.0/bpmn": "operaton",
}
FOREIGN_HARMLESS = frozenset({"versionTag", "historyTimeToLive", "isStartableInTasklist"})
