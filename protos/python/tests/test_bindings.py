"""Tests the bindings where they are installed: python -m unittest discover -s protos/python/tests."""

import importlib
import pathlib
import pkgutil
import types
import unittest
from concurrent import futures

import grpc
import mcm_protos
from google.protobuf import any_pb2, json_format, message
from google.rpc import error_details_pb2, status_pb2
from mcm_protos.atc.v1 import deployment_pb2, plane_pb2, plane_pb2_grpc

DETAILS = "grpc-status-details-bin"


def modules() -> list[types.ModuleType]:
    return [
        importlib.import_module(module.name)
        for module in pkgutil.walk_packages(mcm_protos.__path__, "mcm_protos.")
        if not module.ispkg
    ]


class Planes(plane_pb2_grpc.PlaneServiceServicer):
    """Knows one plane; refuses others as MCM does, with google.rpc details."""

    def GetPlane(
        self, request: plane_pb2.GetPlaneRequest, context: grpc.ServicerContext
    ) -> plane_pb2.GetPlaneResponse:
        if request.id == "aws-1":
            return plane_pb2.GetPlaneResponse(plane=plane_pb2.Plane(id="aws-1", state=plane_pb2.PLANE_STATE_LIVE))
        detail = any_pb2.Any()
        detail.Pack(error_details_pb2.ErrorInfo(reason="NOT_FOUND", domain="mcm.dev"))
        refusal = status_pb2.Status(code=grpc.StatusCode.NOT_FOUND.value[0], message="no", details=[detail])
        context.set_trailing_metadata(((DETAILS, refusal.SerializeToString()),))
        context.abort(grpc.StatusCode.NOT_FOUND, "no plane " + request.id)
        raise AssertionError("abort raises")


class BindingsTest(unittest.TestCase):
    def test_every_module_can_be_imported_and_has_a_stub_file(self) -> None:
        self.assertGreater(len(modules()), 10)
        for module in modules():
            self.assertTrue(pathlib.Path(module.__file__ or "").with_suffix(".pyi").exists(), module.__name__)

    def test_every_message_survives_the_wire_and_json(self) -> None:
        seen = 0
        for module in modules():
            for name, descriptor in getattr(getattr(module, "DESCRIPTOR", None), "message_types_by_name", {}).items():
                kind = getattr(module, name)
                filled = fill(kind())
                self.assertEqual(filled, kind.FromString(filled.SerializeToString()), descriptor.full_name)
                again = json_format.Parse(json_format.MessageToJson(filled), kind())
                self.assertEqual(filled, again, descriptor.full_name)
                seen += 1
        self.assertGreater(seen, 40)
        self.assertTrue(fill(deployment_pb2.CreateDeploymentRequest()).spec.image)

    def test_a_client_calls_a_server_and_reads_the_details_of_its_refusal(self) -> None:
        server = grpc.server(futures.ThreadPoolExecutor(1))
        plane_pb2_grpc.add_PlaneServiceServicer_to_server(Planes(), server)
        port = server.add_insecure_port("127.0.0.1:0")
        server.start()
        try:
            with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
                stub = plane_pb2_grpc.PlaneServiceStub(channel)
                answer = stub.GetPlane(plane_pb2.GetPlaneRequest(id="aws-1"), timeout=30)
                self.assertEqual(plane_pb2.PLANE_STATE_LIVE, answer.plane.state)
                with self.assertRaises(grpc.RpcError) as refused:
                    stub.GetPlane(plane_pb2.GetPlaneRequest(id="aws-2"), timeout=30)
            self.assertEqual("no plane aws-2", refused.exception.details())
            trailers = {key: value for key, value in refused.exception.trailing_metadata()}
            info = error_details_pb2.ErrorInfo()
            self.assertTrue(status_pb2.Status.FromString(trailers[DETAILS]).details[0].Unpack(info))
            self.assertEqual("NOT_FOUND", info.reason)
        finally:
            server.stop(None).wait()


def fill(target: message.Message, depth: int = 0) -> message.Message:
    """Sets a value in every field, in messages within messages to a depth of three."""
    for field in target.DESCRIPTOR.fields:
        if field.containing_oneof and target.WhichOneof(field.containing_oneof.name):
            continue
        many = isinstance(field.default_value, list)
        if field.message_type is None:
            value = sample(field)
            getattr(target, field.name).append(value) if many else setattr(target, field.name, value)
        elif field.message_type.GetOptions().map_entry:
            fill_map(getattr(target, field.name), field.message_type, depth)
        elif field.message_type.full_name.startswith("google.protobuf."):
            getattr(target, field.name).SetInParent()
        elif depth < 3:
            fill(getattr(target, field.name).add() if many else getattr(target, field.name), depth + 1)
    return target


def fill_map(target, entry, depth: int) -> None:
    key, value = (entry.fields_by_name[name] for name in ("key", "value"))
    if value.message_type is None:
        target[sample(key)] = sample(value)
    else:
        fill(target[sample(key)], depth + 1)


def sample(field):
    if field.cpp_type == field.CPPTYPE_STRING:
        return b"text" if field.type == field.TYPE_BYTES else "text"
    if field.cpp_type == field.CPPTYPE_ENUM:
        return field.enum_type.values[-1].number
    return True if field.cpp_type == field.CPPTYPE_BOOL else 1


if __name__ == "__main__":
    unittest.main()
