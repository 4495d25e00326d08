package dev.mcm.atctl;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.google.rpc.BadRequest;
import com.google.rpc.BadRequest.FieldViolation;
import com.google.rpc.ErrorInfo;
import dev.mcm.atc.v1.CancelPlaneDrainRequest;
import dev.mcm.atc.v1.CancelPlaneDrainResponse;
import dev.mcm.atc.v1.CreateDeploymentRequest;
import dev.mcm.atc.v1.CreateDeploymentResponse;
import dev.mcm.atc.v1.DeclarePlaneRequest;
import dev.mcm.atc.v1.DeclarePlaneResponse;
import dev.mcm.atc.v1.Deployment;
import dev.mcm.atc.v1.DeploymentServiceGrpc;
import dev.mcm.atc.v1.DeploymentVersion;
import dev.mcm.atc.v1.DrainPlaneRequest;
import dev.mcm.atc.v1.DrainPlaneResponse;
import dev.mcm.atc.v1.ListDeploymentVersionsRequest;
import dev.mcm.atc.v1.ListDeploymentVersionsResponse;
import dev.mcm.atc.v1.ListDeploymentsRequest;
import dev.mcm.atc.v1.ListDeploymentsResponse;
import dev.mcm.atc.v1.OptionRevision;
import dev.mcm.atc.v1.Plane;
import dev.mcm.atc.v1.PlaneDrain;
import dev.mcm.atc.v1.PlaneOrder;
import dev.mcm.atc.v1.PlaneOrderKind;
import dev.mcm.atc.v1.PlaneServiceGrpc;
import dev.mcm.atc.v1.RegisterPlaneRequest;
import dev.mcm.atc.v1.RegisterPlaneResponse;
import dev.mcm.atc.v1.ReleasePlaneRemovalsRequest;
import dev.mcm.atc.v1.ReleasePlaneRemovalsResponse;
import dev.mcm.atc.v1.UpdateDeploymentRequest;
import dev.mcm.atc.v1.UpdateDeploymentResponse;
import dev.mcm.atc.v1.UpdateOutcome;
import dev.mcm.atc.v1.WatchDeploymentsRequest;
import dev.mcm.atc.v1.WatchDeploymentsResponse;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// An ATC on a loopback port that remembers what it was asked.
final class FakeAtc extends DeploymentServiceGrpc.DeploymentServiceImplBase
        implements AutoCloseable, ServerInterceptor {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final Server server;
    private final Queue<Message> requests = new ConcurrentLinkedQueue<>();
    private final Queue<String> tokens = new ConcurrentLinkedQueue<>();

    FakeAtc() {
        this(InsecureServerCredentials.create());
    }

    FakeAtc(ServerCredentials credentials) {
        server =
                Grpc.newServerBuilderForPort(0, credentials)
                        .addService(this)
                        .addService(new Planes())
                        .intercept(this)
                        .build();
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String address() {
        return "127.0.0.1:" + server.getPort();
    }

    List<Message> requests() {
        return List.copyOf(requests);
    }

    List<String> tokens() {
        return List.copyOf(tokens);
    }

    @Override
    public <A, B> ServerCall.Listener<A> interceptCall(
            ServerCall<A, B> call, Metadata headers, ServerCallHandler<A, B> next) {
        tokens.add(String.valueOf(headers.get(AUTHORIZATION)));
        return next.startCall(call, headers);
    }

    @Override
    public void createDeployment(
            CreateDeploymentRequest request, StreamObserver<CreateDeploymentResponse> answer) {
        requests.add(request);
        if (request.getName().equals("worse")) {
            answer.onError(refusal(400, "spec.image: must not be empty"));
            return;
        }
        if (request.getName().equals("bad")) {
            answer.onError(
                    refusal(2, "spec.image: must not be empty", "autoscaling.min_replica: is -1"));
            return;
        }
        Deployment made = Deployment.newBuilder().setId("d-1").setName(request.getName()).build();
        reply(answer, CreateDeploymentResponse.newBuilder().setDeployment(made).build());
    }

    /// @param total how many there are; those not listed are only counted
    private static RuntimeException refusal(int total, String... violations) {
        BadRequest.Builder details = BadRequest.newBuilder();
        for (String violation : violations) {
            int colon = violation.indexOf(": ");
            details.addFieldViolations(
                    FieldViolation.newBuilder()
                            .setField(violation.substring(0, colon))
                            .setDescription(violation.substring(colon + 2)));
        }
        return StatusProto.toStatusRuntimeException(
                com.google.rpc.Status.newBuilder()
                        .setCode(Status.Code.INVALID_ARGUMENT.value())
                        .setMessage("the request is invalid")
                        .addDetails(
                                Any.pack(
                                        ErrorInfo.newBuilder()
                                                .putMetadata("violations", String.valueOf(total))
                                                .build()))
                        .addDetails(Any.pack(details.build()))
                        .build());
    }

    /// Two pages of one deployment each.
    @Override
    public void listDeployments(
            ListDeploymentsRequest request, StreamObserver<ListDeploymentsResponse> answer) {
        requests.add(request);
        boolean first = request.getPageToken().isEmpty();
        reply(
                answer,
                ListDeploymentsResponse.newBuilder()
                        .addDeployments(Deployment.newBuilder().setId(first ? "d-1" : "d-2"))
                        .setNextPageToken(first ? "more" : "")
                        .build());
    }

    /// Three versions, two to a page.
    @Override
    public void listDeploymentVersions(
            ListDeploymentVersionsRequest request,
            StreamObserver<ListDeploymentVersionsResponse> answer) {
        requests.add(request);
        ListDeploymentVersionsResponse.Builder page = ListDeploymentVersionsResponse.newBuilder();
        if (request.getPageToken().isEmpty()) {
            page.addVersions(
                            version(3, "dave", "r/chat:2")
                                    .addRevisions(option("h100-1", "02cd3977df"))
                                    .addRevisions(option("a10-1", "4a1bd9cceb"))
                                    .addAllChanged(
                                            List.of(
                                                    "spec.instance_types",
                                                    "spec.env.A",
                                                    "spec.env.B",
                                                    "spec.priority",
                                                    "shape of h100-1")))
                    .addVersions(
                            version(2, "olga", "r/chat:2")
                                    .addRevisions(option("h100-1", "de4cde747f"))
                                    .addChanged("spec.image"))
                    .setNextPageToken("more");
        } else {
            page.addVersions(
                    version(1, "", "r/chat:1").addRevisions(option("h100-1", "df48eca34f")));
        }
        reply(answer, page.build());
    }

    private static DeploymentVersion.Builder version(int number, String by, String image) {
        return DeploymentVersion.newBuilder()
                .setNumber(number)
                .setCreatedAt(Timestamp.newBuilder().setSeconds(1_780_000_000L + number))
                .setCreatedBy(by)
                .setImage(image);
    }

    private static OptionRevision option(String instanceType, String revision) {
        return OptionRevision.newBuilder()
                .setInstanceType(instanceType)
                .setRevision(revision)
                .build();
    }

    @Override
    public void updateDeployment(
            UpdateDeploymentRequest request, StreamObserver<UpdateDeploymentResponse> answer) {
        requests.add(request);
        reply(
                answer,
                UpdateDeploymentResponse.newBuilder()
                        .setOutcome(UpdateOutcome.UPDATE_OUTCOME_ACCEPTED)
                        .setDeployment(Deployment.newBuilder().setId(request.getId()))
                        .build());
    }

    /// From the beginning: one deployment, then the stream ends. From token "t-1": the place is too
    /// old. At the second beginning the server has gone.
    @Override
    public void watchDeployments(
            WatchDeploymentsRequest request, StreamObserver<WatchDeploymentsResponse> answer) {
        boolean again = requests.contains(request);
        requests.add(request);
        if (!request.getResumeToken().isEmpty()) {
            answer.onError(Status.OUT_OF_RANGE.withDescription("too old").asRuntimeException());
        } else if (again) {
            answer.onError(Status.UNAVAILABLE.withDescription("gone").asRuntimeException());
        } else {
            reply(
                    answer,
                    WatchDeploymentsResponse.newBuilder()
                            .addChanged(Deployment.newBuilder().setId("d-1"))
                            .addDeletedIds("d-0")
                            .setResumeToken("t-1")
                            .build());
        }
    }

    private final class Planes extends PlaneServiceGrpc.PlaneServiceImplBase {
        @Override
        public void registerPlane(
                RegisterPlaneRequest request, StreamObserver<RegisterPlaneResponse> answer) {
            requests.add(request);
            reply(answer, RegisterPlaneResponse.newBuilder().setPlane(request.getPlane()).build());
        }

        @Override
        public void declarePlane(
                DeclarePlaneRequest request, StreamObserver<DeclarePlaneResponse> answer) {
            requests.add(request);
            PlaneOrder order =
                    PlaneOrder.newBuilder()
                            .setKind(request.getKind())
                            .setReason(request.getReason())
                            .setDeclaredBy("olga")
                            .build();
            Plane plane = Plane.newBuilder().setId(request.getId()).setOrder(order).build();
            reply(answer, DeclarePlaneResponse.newBuilder().setPlane(plane).build());
        }

        @Override
        public void releasePlaneRemovals(
                ReleasePlaneRemovalsRequest request,
                StreamObserver<ReleasePlaneRemovalsResponse> answer) {
            requests.add(request);
            Plane plane = Plane.newBuilder().setId(request.getId()).build();
            reply(answer, ReleasePlaneRemovalsResponse.newBuilder().setPlane(plane).build());
        }

        @Override
        public void drainPlane(
                DrainPlaneRequest request, StreamObserver<DrainPlaneResponse> answer) {
            requests.add(request);
            PlaneDrain drain =
                    PlaneDrain.newBuilder()
                            .setReason(request.getReason())
                            .setBy("olga")
                            .setDeadline(Timestamp.newBuilder().setSeconds(1_780_000_000L))
                            .setReplicasLeft(7)
                            .setReadyLeft(5)
                            .setDeploymentsLeft(2)
                            .build();
            Plane plane =
                    Plane.newBuilder()
                            .setId(request.getId())
                            .setDrain(drain)
                            .setOrder(
                                    PlaneOrder.newBuilder()
                                            .setKind(PlaneOrderKind.PLANE_ORDER_KIND_DRAIN))
                            .build();
            reply(answer, DrainPlaneResponse.newBuilder().setPlane(plane).build());
        }

        @Override
        public void cancelPlaneDrain(
                CancelPlaneDrainRequest request, StreamObserver<CancelPlaneDrainResponse> answer) {
            requests.add(request);
            Plane plane = Plane.newBuilder().setId(request.getId()).build();
            reply(answer, CancelPlaneDrainResponse.newBuilder().setPlane(plane).build());
        }
    }

    private static <M> void reply(StreamObserver<M> answer, M message) {
        answer.onNext(message);
        answer.onCompleted();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
