#!/usr/bin/env python3
"""Makes the simulated plane's table of protobuf messages from Kubernetes' own generated.proto files.

usage: plane-protobuf.py <k8s.io/api> <k8s.io/apimachinery> > kubernetes.protobuf

One line is one message: its name, then `number:name:type` per field. A type is s (text), i (a
number), t (a truth value), b (bytes), the name of a message, or `{}` with the type of a map's
values; `*` before it makes a list.
"""
import pathlib
import re
import sys

ROOTS = """apps.v1.Deployment apps.v1.ReplicaSet core.v1.Pod core.v1.ConfigMap core.v1.Secret
core.v1.Service core.v1.Namespace core.v1.Node core.v1.Event core.v1.ServiceAccount
networking.v1.NetworkPolicy
policy.v1.PodDisruptionBudget coordination.v1.Lease rbac.v1.Role rbac.v1.ClusterRole
rbac.v1.RoleBinding rbac.v1.ClusterRoleBinding admissionregistration.v1.ValidatingAdmissionPolicy
admissionregistration.v1.ValidatingAdmissionPolicyBinding autoscaling.v1.Scale policy.v1.Eviction
authorization.v1.SelfSubjectAccessReview authentication.v1.SelfSubjectReview
authentication.v1.TokenRequest core.v1.Binding meta.v1.DeleteOptions""".split()
SCALARS = {"string": "s", "bytes": "b", "bool": "t", "int32": "i", "int64": "i", "uint32": "i"}
FIELD = re.compile(r"^\s*(optional|repeated|map<string, ?([.\w]+)>)\s+(?:([.\w]+)\s+)?(\w+) = (\d+);")


def short(name):
    for prefix in ("k8s.io.api.", "k8s.io.apimachinery.pkg.apis.", "k8s.io.apimachinery.pkg."):
        if name.startswith(prefix):
            return name[len(prefix):]
    return name


def messages(root):
    for file in pathlib.Path(root).rglob("generated.proto"):
        text = file.read_text()
        package = re.search(r"^package (.*);", text, re.M).group(1)
        for match in re.finditer(r"^message (\w+) \{(.*?)^\}", text, re.M | re.S):
            yield package, short(package + "." + match.group(1)), match.group(2)


def kind(package, name):
    if name in SCALARS:
        return SCALARS[name]
    return short(name.lstrip(".") if "." in name else package + "." + name)


def main():
    known = {}
    for root in sys.argv[1:]:
        for package, name, body in messages(root):
            fields = []
            for line in body.splitlines():
                match = FIELD.match(line)
                if match:
                    to = kind(package, match.group(2) or match.group(3))
                    shape = "{}" if match.group(2) else "*" if match.group(1) == "repeated" else ""
                    fields.append((match.group(5), match.group(4), shape, to))
            known[name] = fields
    wanted, lines = list(ROOTS), {}
    while wanted:
        name = wanted.pop()
        if name not in lines:
            wanted += [to for _, _, _, to in known[name] if len(to) > 1]
            lines[name] = " ".join([name] + [f"{n}:{field}:{shape}{to}" for n, field, shape, to in known[name]])
    print("# Protobuf messages of Kubernetes, by bin/plane-protobuf.py (Apache License 2.0).")
    for name in sorted(lines):
        print(lines[name])


main()
