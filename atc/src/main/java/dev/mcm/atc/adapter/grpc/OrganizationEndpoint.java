package dev.mcm.atc.adapter.grpc;

import dev.mcm.atc.call.OrganizationCalls;
import dev.mcm.atc.v1.CreateOrganizationRequest;
import dev.mcm.atc.v1.CreateOrganizationResponse;
import dev.mcm.atc.v1.GetOrganizationRequest;
import dev.mcm.atc.v1.GetOrganizationResponse;
import dev.mcm.atc.v1.ListOrganizationsRequest;
import dev.mcm.atc.v1.ListOrganizationsResponse;
import dev.mcm.atc.v1.OrganizationServiceGrpc;
import dev.mcm.atc.v1.UpdateOrganizationRequest;
import dev.mcm.atc.v1.UpdateOrganizationResponse;
import dev.mcm.shared.grpc.CallerContext;
import io.grpc.stub.StreamObserver;

/// OrganizationService.
public final class OrganizationEndpoint
        extends OrganizationServiceGrpc.OrganizationServiceImplBase {
    private final OrganizationCalls calls;

    public OrganizationEndpoint(OrganizationCalls calls) {
        this.calls = calls;
    }

    @Override
    public void createOrganization(
            CreateOrganizationRequest request, StreamObserver<CreateOrganizationResponse> answer) {
        Unary.reply(answer, calls.create().run(CallerContext.current(), request));
    }

    @Override
    public void getOrganization(
            GetOrganizationRequest request, StreamObserver<GetOrganizationResponse> answer) {
        Unary.reply(answer, calls.get().run(CallerContext.current(), request));
    }

    @Override
    public void listOrganizations(
            ListOrganizationsRequest request, StreamObserver<ListOrganizationsResponse> answer) {
        Unary.reply(answer, calls.list().run(CallerContext.current(), request));
    }

    @Override
    public void updateOrganization(
            UpdateOrganizationRequest request, StreamObserver<UpdateOrganizationResponse> answer) {
        Unary.reply(answer, calls.update().run(request));
    }
}
