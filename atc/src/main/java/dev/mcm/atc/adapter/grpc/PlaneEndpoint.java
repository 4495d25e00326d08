package dev.mcm.atc.adapter.grpc;

import dev.mcm.atc.call.PlaneCalls;
import dev.mcm.atc.v1.CancelPlaneDrainRequest;
import dev.mcm.atc.v1.CancelPlaneDrainResponse;
import dev.mcm.atc.v1.CordonPlaneRequest;
import dev.mcm.atc.v1.CordonPlaneResponse;
import dev.mcm.atc.v1.DeclarePlaneRequest;
import dev.mcm.atc.v1.DeclarePlaneResponse;
import dev.mcm.atc.v1.DrainPlaneRequest;
import dev.mcm.atc.v1.DrainPlaneResponse;
import dev.mcm.atc.v1.GetPlaneRequest;
import dev.mcm.atc.v1.GetPlaneResponse;
import dev.mcm.atc.v1.ListPlanesRequest;
import dev.mcm.atc.v1.ListPlanesResponse;
import dev.mcm.atc.v1.PlaneServiceGrpc;
import dev.mcm.atc.v1.RegisterPlaneRequest;
import dev.mcm.atc.v1.RegisterPlaneResponse;
import dev.mcm.atc.v1.ReleasePlaneRemovalsRequest;
import dev.mcm.atc.v1.ReleasePlaneRemovalsResponse;
import dev.mcm.atc.v1.UncordonPlaneRequest;
import dev.mcm.atc.v1.UncordonPlaneResponse;
import dev.mcm.shared.grpc.CallerContext;
import io.grpc.stub.StreamObserver;

/// PlaneService.
public final class PlaneEndpoint extends PlaneServiceGrpc.PlaneServiceImplBase {
    private final PlaneCalls calls;

    public PlaneEndpoint(PlaneCalls calls) {
        this.calls = calls;
    }

    @Override
    public void registerPlane(
            RegisterPlaneRequest request, StreamObserver<RegisterPlaneResponse> answer) {
        Unary.reply(answer, calls.register().run(request));
    }

    @Override
    public void getPlane(GetPlaneRequest request, StreamObserver<GetPlaneResponse> answer) {
        Unary.reply(answer, calls.get().run(request));
    }

    @Override
    public void listPlanes(ListPlanesRequest request, StreamObserver<ListPlanesResponse> answer) {
        Unary.reply(answer, calls.list().run(request));
    }

    @Override
    public void cordonPlane(
            CordonPlaneRequest request, StreamObserver<CordonPlaneResponse> answer) {
        Unary.reply(answer, calls.cordon().run(request));
    }

    @Override
    public void uncordonPlane(
            UncordonPlaneRequest request, StreamObserver<UncordonPlaneResponse> answer) {
        Unary.reply(answer, calls.uncordon().run(request));
    }

    @Override
    public void declarePlane(
            DeclarePlaneRequest request, StreamObserver<DeclarePlaneResponse> answer) {
        Unary.reply(answer, calls.declare().run(CallerContext.current(), request));
    }

    @Override
    public void drainPlane(DrainPlaneRequest request, StreamObserver<DrainPlaneResponse> answer) {
        Unary.reply(answer, calls.drain().run(CallerContext.current(), request));
    }

    @Override
    public void cancelPlaneDrain(
            CancelPlaneDrainRequest request, StreamObserver<CancelPlaneDrainResponse> answer) {
        Unary.reply(answer, calls.cancelDrain().run(request));
    }

    @Override
    public void releasePlaneRemovals(
            ReleasePlaneRemovalsRequest request,
            StreamObserver<ReleasePlaneRemovalsResponse> answer) {
        Unary.reply(answer, calls.releaseRemovals().run(CallerContext.current(), request));
    }
}
