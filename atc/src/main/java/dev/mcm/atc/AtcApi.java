package dev.mcm.atc;

import dev.mcm.atc.adapter.grpc.AccessTable;
import dev.mcm.atc.adapter.grpc.AdminEndpoint;
import dev.mcm.atc.adapter.grpc.DeploymentEndpoint;
import dev.mcm.atc.adapter.grpc.InstanceTypeEndpoint;
import dev.mcm.atc.adapter.grpc.ModelEndpoint;
import dev.mcm.atc.adapter.grpc.OrganizationEndpoint;
import dev.mcm.atc.adapter.grpc.PlaneEndpoint;
import dev.mcm.atc.call.CancelPlaneDrainCall;
import dev.mcm.atc.call.CordonPlaneCall;
import dev.mcm.atc.call.CreateDeploymentCall;
import dev.mcm.atc.call.CreateModelCall;
import dev.mcm.atc.call.CreateOrganizationCall;
import dev.mcm.atc.call.DeclarePlaneCall;
import dev.mcm.atc.call.DeleteDeploymentCall;
import dev.mcm.atc.call.DeleteModelCall;
import dev.mcm.atc.call.DeploymentCalls;
import dev.mcm.atc.call.DrainPlaneCall;
import dev.mcm.atc.call.ExplainDeploymentCall;
import dev.mcm.atc.call.GetDeploymentCall;
import dev.mcm.atc.call.GetInstanceTypeCall;
import dev.mcm.atc.call.GetModelCall;
import dev.mcm.atc.call.GetOrganizationCall;
import dev.mcm.atc.call.GetPlaneCall;
import dev.mcm.atc.call.GetSystemStatusCall;
import dev.mcm.atc.call.InstanceTypeCalls;
import dev.mcm.atc.call.ListDeploymentVersionsCall;
import dev.mcm.atc.call.ListDeploymentsCall;
import dev.mcm.atc.call.ListInstanceTypesCall;
import dev.mcm.atc.call.ListModelsCall;
import dev.mcm.atc.call.ListOrganizationsCall;
import dev.mcm.atc.call.ListPlanesCall;
import dev.mcm.atc.call.ModelCalls;
import dev.mcm.atc.call.OrganizationCalls;
import dev.mcm.atc.call.PlaneAdmission;
import dev.mcm.atc.call.PlaneCalls;
import dev.mcm.atc.call.PutInstanceTypeCall;
import dev.mcm.atc.call.RegisterPlaneCall;
import dev.mcm.atc.call.ReleasePlaneRemovalsCall;
import dev.mcm.atc.call.UncordonPlaneCall;
import dev.mcm.atc.call.UpdateDeploymentCall;
import dev.mcm.atc.call.UpdateOrganizationCall;
import dev.mcm.atc.call.WatchDeploymentsCall;
import dev.mcm.atc.call.WatchHub;
import dev.mcm.atc.port.ApiPorts;
import dev.mcm.shared.grpc.AccessInterceptor;
import dev.mcm.shared.grpc.AuthInterceptor;
import dev.mcm.shared.id.IdSource;
import dev.mcm.shared.time.TimeSource;
import io.grpc.BindableService;
import io.grpc.ServerInterceptor;
import java.nio.file.Path;
import java.util.List;

/// The API: each call with what it reads and writes, and who may make it.
record AtcApi(ApiPorts ports, WatchHub watches, IdSource ids, TimeSource time) {
    List<BindableService> services() {
        return List.of(
                new OrganizationEndpoint(organizations()),
                new ModelEndpoint(models()),
                new InstanceTypeEndpoint(instanceTypes()),
                new PlaneEndpoint(planes()),
                new AdminEndpoint(new GetSystemStatusCall(ports.system())),
                new DeploymentEndpoint(deployments()));
    }

    private OrganizationCalls organizations() {
        return new OrganizationCalls(
                new CreateOrganizationCall(ports.organizations(), time),
                new GetOrganizationCall(ports.organizations()),
                new ListOrganizationsCall(ports.organizations()),
                new UpdateOrganizationCall(ports.organizations()));
    }

    private ModelCalls models() {
        return new ModelCalls(
                new CreateModelCall(ports.models(), ids, time),
                new GetModelCall(ports.models()),
                new ListModelsCall(ports.models()),
                new DeleteModelCall(ports.models()));
    }

    private InstanceTypeCalls instanceTypes() {
        return new InstanceTypeCalls(
                new PutInstanceTypeCall(ports.instanceTypes(), time),
                new GetInstanceTypeCall(ports.instanceTypes()),
                new ListInstanceTypesCall(ports.instanceTypes()));
    }

    private PlaneCalls planes() {
        PlaneAdmission admission = new PlaneAdmission(ports.planeApis(), ports.credentials(), time);
        return new PlaneCalls(
                new RegisterPlaneCall(ports.planes(), admission, ports.topics(), time),
                new GetPlaneCall(ports.planes()),
                new ListPlanesCall(ports.planes()),
                new CordonPlaneCall(ports.planes(), time),
                new UncordonPlaneCall(ports.planes(), time),
                new DeclarePlaneCall(ports.planes()),
                new DrainPlaneCall(ports.planes()),
                new CancelPlaneDrainCall(ports.planes()),
                new ReleasePlaneRemovalsCall(ports.planes()));
    }

    private DeploymentCalls deployments() {
        return new DeploymentCalls(
                new CreateDeploymentCall(ports.deployments(), ids, time),
                new GetDeploymentCall(ports.views(), time),
                new ListDeploymentsCall(ports.views(), time),
                new ListDeploymentVersionsCall(ports.views()),
                new UpdateDeploymentCall(ports.deployments(), time),
                new DeleteDeploymentCall(ports.deployments(), time),
                new WatchDeploymentsCall(watches),
                new ExplainDeploymentCall(ports.explanations(), ports.pods(), time));
    }

    /// Every call passes these: who calls, then what that caller may call.
    static List<ServerInterceptor> guards(Path tokens, TimeSource time) {
        return List.of(
                AuthInterceptor.ofFile(tokens, time), new AccessInterceptor(AccessTable.rows()));
    }
}
