"""Smoke test of the generated bindings: python -m unittest discover -s protos/python/tests, with mcm_protos installed."""

import importlib
import pathlib
import pkgutil
import unittest
from concurrent import futures

import grpc
import mcm_protos
from mcm_protos.atc.v1 import plane_pb2, plane_pb2_grpc


class BindingsTest(unittest.TestCase):
    def test_every_module_can_be_imported_and_has_a_stub_file(self) -> None:
        names = [
            module.name
            for module in pkgutil.walk_packages(mcm_protos.__path__, "mcm_protos.")
            if not module.ispkg
        ]
        self.assertGreater(len(names), 10)
        for name in names:
            module = importlib.import_module(name)
            self.assertTrue(pathlib.Path(module.__file__ or "").with_suffix(".pyi").exists(), name)

    def test_a_client_calls_a_server_through_the_generated_stubs(self) -> None:
        class Planes(plane_pb2_grpc.PlaneServiceServicer):
            def GetPlane(
                self, request: plane_pb2.GetPlaneRequest, context: grpc.ServicerContext
            ) -> plane_pb2.GetPlaneResponse:
                context.abort(grpc.StatusCode.NOT_FOUND, "no plane " + request.id)

        server = grpc.server(futures.ThreadPoolExecutor(1))
        plane_pb2_grpc.add_PlaneServiceServicer_to_server(Planes(), server)
        port = server.add_insecure_port("127.0.0.1:0")
        server.start()
        try:
            with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
                stub = plane_pb2_grpc.PlaneServiceStub(channel)
                with self.assertRaises(grpc.RpcError) as refused:
                    stub.GetPlane(plane_pb2.GetPlaneRequest(id="aws-1"), timeout=10)
            self.assertEqual("no plane aws-1", refused.exception.details())
        finally:
            server.stop(None).wait()


if __name__ == "__main__":
    unittest.main()
