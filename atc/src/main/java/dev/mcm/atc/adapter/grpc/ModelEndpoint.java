package dev.mcm.atc.adapter.grpc;

import dev.mcm.atc.call.ModelCalls;
import dev.mcm.atc.v1.CreateModelRequest;
import dev.mcm.atc.v1.CreateModelResponse;
import dev.mcm.atc.v1.DeleteModelRequest;
import dev.mcm.atc.v1.DeleteModelResponse;
import dev.mcm.atc.v1.GetModelRequest;
import dev.mcm.atc.v1.GetModelResponse;
import dev.mcm.atc.v1.ListModelsRequest;
import dev.mcm.atc.v1.ListModelsResponse;
import dev.mcm.atc.v1.ModelServiceGrpc;
import dev.mcm.shared.grpc.CallerContext;
import io.grpc.stub.StreamObserver;

/// ModelService.
public final class ModelEndpoint extends ModelServiceGrpc.ModelServiceImplBase {
    private final ModelCalls calls;

    public ModelEndpoint(ModelCalls calls) {
        this.calls = calls;
    }

    @Override
    public void createModel(
            CreateModelRequest request, StreamObserver<CreateModelResponse> answer) {
        Unary.reply(answer, calls.create().run(CallerContext.current(), request));
    }

    @Override
    public void getModel(GetModelRequest request, StreamObserver<GetModelResponse> answer) {
        Unary.reply(answer, calls.get().run(CallerContext.current(), request));
    }

    @Override
    public void listModels(ListModelsRequest request, StreamObserver<ListModelsResponse> answer) {
        Unary.reply(answer, calls.list().run(CallerContext.current(), request));
    }

    @Override
    public void deleteModel(
            DeleteModelRequest request, StreamObserver<DeleteModelResponse> answer) {
        Unary.reply(answer, calls.delete().run(CallerContext.current(), request));
    }
}
