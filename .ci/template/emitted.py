"""What CloudFormation gets from template.yaml and its nested stacks: SAM's own transform, with the API's document and the state machines' definitions in their places."""
import copy
import functools
import json
import logging
import re
from pathlib import Path

import boto3
import yaml
from samcli.yamlhelper import yaml_parse
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator

ROOT = Path(__file__).resolve().parents[2]
PSEUDO = {"AWS::Partition": "aws", "AWS::Region": "us-east-1", "AWS::AccountId": "111122223333", "AWS::URLSuffix": "amazonaws.com", "AWS::StackName": "hotswap-dev"}
NO_VALUE = object()
# It reports features and metrics that only the service has.
logging.getLogger("samtranslator").setLevel(logging.CRITICAL)


@functools.cache
def _written() -> dict:
    template = yaml_parse((ROOT / "template.yaml").read_text())
    for resource in template["Resources"].values():
        properties = resource.get("Properties", {})
        if resource["Type"] == "AWS::Serverless::Function":
            properties["CodeUri"] = f"s3://bucket/{properties['CodeUri']}"
        if resource["Type"] == "AWS::Serverless::StateMachine":
            properties["Definition"] = json.loads((ROOT / properties.pop("DefinitionUri")).read_text())
        if resource["Type"] == "AWS::Serverless::Api":
            included = properties["DefinitionBody"]["Fn::Transform"]["Parameters"]["Location"]
            properties["DefinitionBody"] = yaml.safe_load((ROOT / included).read_text())
    return template


def parameters(**given) -> dict:
    """All parameters: as given, else by their default."""
    return {name: given.get(name, it.get("Default", "")) for name, it in _written()["Parameters"].items()}


@functools.cache
def transformed(**given) -> dict:
    """As SAM emits it: intrinsic functions and conditions are still in it."""
    session = boto3.session.Session(region_name=PSEUDO["AWS::Region"])
    return Translator({}, Parser(), boto_session=session).translate(copy.deepcopy(_written()), parameters(**given))


def resources(**given) -> dict:
    """What CloudFormation makes for these parameters: conditions are decided, references to parameters have their values. What a nested stack makes is
    named `<logical id of the stack>.<logical id in it>`."""
    return _made(transformed(**given), parameters(**given), "")


def _made(template: dict, values: dict, inside: str) -> dict:
    resolve = _Resolver(template, values, inside)
    made = {f"{inside}{name}": resolve(it) for name, it in template["Resources"].items() if "Condition" not in it or resolve.condition(it["Condition"])}
    for name, it in [*made.items()]:
        if it["Type"] == "AWS::CloudFormation::Stack":
            nested = yaml_parse((ROOT / it["Properties"]["TemplateURL"]).read_text())
            made |= _made(nested, it["Properties"]["Parameters"], f"{name}.")
    return made


def refusals(**given) -> list:
    """What CloudFormation says to these parameters before it makes anything."""
    template = transformed(**given)
    resolve = _Resolver(template, parameters(**given))
    return [
        assertion["AssertDescription"] for rule in template.get("Rules", {}).values() if "RuleCondition" not in rule or resolve.holds(rule["RuleCondition"])
        for assertion in rule["Assertions"] if not resolve.holds(assertion["Assert"])]


def of_type(found: dict, kind: str) -> dict:
    return {name: it["Properties"] for name, it in found.items() if it["Type"] == kind}


class _Resolver:
    """References to other resources stay, as `<logical id>` or `<logical id>.<attribute>`."""

    def __init__(self, template: dict, values: dict, inside: str = ""):
        self._inside = inside
        self._conditions = template.get("Conditions", {})
        self._values = {name: it.split(",") if template["Parameters"][name]["Type"] == "CommaDelimitedList" else it for name, it in values.items()} | PSEUDO

    def condition(self, name: str) -> bool:
        return self.holds(self._conditions[name])

    def holds(self, node) -> bool:
        (function, operands), = node.items()
        match function:
            case "Condition":
                return self.condition(operands)
            case "Fn::Equals":
                return str(self(operands[0])) == str(self(operands[1]))
            case "Fn::Not":
                return not self.holds(operands[0])
            case "Fn::And":
                return all(map(self.holds, operands))
            case "Fn::Or":
                return any(map(self.holds, operands))
        raise ValueError(f"No condition: {node}")

    def __call__(self, node):
        if isinstance(node, list):
            return [it for it in map(self, node) if it is not NO_VALUE]
        if not isinstance(node, dict):
            return node
        if len(node) == 1:
            (function, operand), = node.items()
            match function:
                case "Ref":
                    return NO_VALUE if operand == "AWS::NoValue" else self._values.get(operand, f"<{self._inside}{operand}>")
                case "Fn::GetAtt":
                    return f"<{self._inside}{operand if isinstance(operand, str) else '.'.join(operand)}>"
                case "Fn::If":
                    return self(operand[1] if self.condition(operand[0]) else operand[2])
                case "Fn::Sub":
                    return self._substituted(operand)
                case "Fn::Join":
                    return operand[0].join(map(str, self(operand[1])))
        found = {name: self(it) for name, it in node.items()}
        return {name: it for name, it in found.items() if it is not NO_VALUE}

    def _substituted(self, operand) -> str:
        text, local = (operand, {}) if isinstance(operand, str) else operand
        local = {name: self(it) for name, it in local.items()}
        return re.sub(r"\$\{([^!}]+)\}", lambda it: str(local.get(it[1], self._values.get(it[1], f"<{self._inside}{it[1]}>"))), text)
