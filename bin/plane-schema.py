#!/usr/bin/env python3
"""Makes the simulated plane's table of field types from Kubernetes' own.

usage: plane-schema.py <k8s.io/client-go>/applyconfigurations/internal/internal.go > kubernetes.schema

One line is one type: its name, then its fields. A field is `name` (a scalar, `=value` its default),
`name:Type`, `name:[]Type` (an atomic list), `name:<>Type` (a set), `name:[key,key]Type` (a list by
key) or `name:{}Type` (a map); `!` after the colon makes a struct or map atomic.
"""
import json
import sys

import yaml

ROOTS = """apps.v1.Deployment apps.v1.ReplicaSet core.v1.Pod core.v1.ConfigMap core.v1.Secret
core.v1.Service core.v1.Namespace core.v1.Node core.v1.Event core.v1.ServiceAccount
networking.v1.NetworkPolicy
policy.v1.PodDisruptionBudget coordination.v1.Lease rbac.v1.Role rbac.v1.ClusterRole
rbac.v1.RoleBinding rbac.v1.ClusterRoleBinding admissionregistration.v1.ValidatingAdmissionPolicy
admissionregistration.v1.ValidatingAdmissionPolicyBinding""".split()
SCALARS = {"Quantity", "Time", "MicroTime", "IntOrString", "FieldsV1", "RawExtension"}


def short(name):
    for prefix in ("io.k8s.api.", "io.k8s.apimachinery.pkg.apis.", "io.k8s.apimachinery.pkg."):
        if name.startswith(prefix):
            return name[len(prefix):]
    return name


def reference(kind, wanted):
    if "namedType" in kind:
        name = short(kind["namedType"])
        if name.split(".")[-1] in SCALARS:
            return ""
        wanted.append(name)
        atomic = "!" if kind.get("elementRelationship") == "atomic" else ""
        return atomic + name
    if "list" in kind:
        of = kind["list"]
        element = reference(of["elementType"], wanted)
        if of.get("elementRelationship") != "associative":
            return "[]" + element
        return ("[" + ",".join(of["keys"]) + "]" if of.get("keys") else "<>") + element
    if "map" in kind:
        of = kind["map"]
        atomic = "!" if of.get("elementRelationship") == "atomic" else ""
        return atomic + "{}" + reference(of["elementType"], wanted)
    return ""


def main():
    source = open(sys.argv[1]).read().split("`")[1]
    types = {short(t["name"]): t for t in yaml.safe_load(source)["types"]}
    keys = set()
    for name in types:
        for field in types[name].get("map", {}).get("fields", []):
            keys.update(field["type"].get("list", {}).get("keys", []))
    wanted, lines = list(ROOTS), {}
    while wanted:
        name = wanted.pop()
        if name in lines:
            continue
        body = types[name].get("map", {})
        atomic = "!" if body.get("elementRelationship") == "atomic" else ""
        fields = []
        for field in body.get("fields", []):
            to = reference(field["type"], wanted)
            default = field.get("default")
            text = field["name"] + (":" + to if to else "")
            if not to and field["name"] in keys and default not in (None, "", 0):
                text += "=" + json.dumps(default)
            fields.append(text)
        lines[name] = " ".join([name + atomic] + fields)
    print("# Field types of Kubernetes, by bin/plane-schema.py from k8s.io/client-go (Apache License 2.0).")
    for name in sorted(lines):
        print(lines[name])


main()
