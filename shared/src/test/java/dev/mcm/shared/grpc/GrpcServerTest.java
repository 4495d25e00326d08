package dev.mcm.shared.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import dev.mcm.shared.config.TlsConfig;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.time.RandomSource;
import dev.mcm.shared.time.Waiting;
import dev.mcm.shared.trace.TraceContext;
import dev.mcm.shared.trace.Traces;
import io.grpc.ClientInterceptors;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.ServerCalls.UnaryMethod;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GrpcServerTest {
    private static final Metadata.Key<String> TRACE =
            Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER);

    @Test
    void aCallIsAnsweredAndTimed() throws Exception {
        try (ServerFixture fixture = serving((_, observer) -> answer(observer))) {
            assertThat(ServerFixture.ask(fixture.plain(), "a")).isEqualTo("SERVING");

            assertThat(
                            fixture.meters
                                    .get("mcm.grpc.server.calls")
                                    .tag("method", "test.Probe/Ask")
                                    .tag("code", "OK")
                                    .timer()
                                    .count())
                    .isEqualTo(1);
        }
    }

    @Test
    void healthIsServedAndEndsWithTheServer() throws Exception {
        try (ServerFixture fixture = serving((_, observer) -> answer(observer))) {
            HealthGrpc.HealthBlockingStub health = HealthGrpc.newBlockingStub(fixture.plain());

            assertThat(health.check(HealthCheckRequest.getDefaultInstance()).getStatus())
                    .isEqualTo(ServingStatus.SERVING);
            fixture.server().stop();
            assertThat(codeOf(() -> health.check(HealthCheckRequest.getDefaultInstance())))
                    .isEqualTo(Status.Code.UNAVAILABLE);
        }
    }

    @Test
    void aThrownErrorArrivesWithItsDetails() throws Exception {
        UnaryMethod<HealthCheckRequest, HealthCheckResponse> throwing =
                (request, _) -> {
                    throw McmException.notFound("deployment", request.getService());
                };
        UnaryMethod<HealthCheckRequest, HealthCheckResponse> returning =
                (request, observer) ->
                        observer.onError(McmException.notFound("deployment", request.getService()));
        for (var behaviour : List.of(throwing, returning)) {
            try (ServerFixture fixture = serving(behaviour)) {
                ManagedChannel channel = fixture.plain();

                assertThatExceptionOfType(StatusRuntimeException.class)
                        .isThrownBy(() -> ServerFixture.ask(channel, "d-1"))
                        .satisfies(e -> {
                            assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
                            assertThat(e.getStatus().getDescription())
                                    .isEqualTo("deployment 'd-1' does not exist");
                            assertThat(errorInfo(e).getReason()).isEqualTo("NOT_FOUND");
                            assertThat(errorInfo(e).getDomain()).isEqualTo("mcm.dev");
                        });
            }
        }
    }

    @Test
    void ofAnInternalErrorTheClientHearsOnlyAnId() throws Exception {
        try (ServerFixture fixture =
                serving((_, _) -> {
                    throw new IllegalStateException("select password from users");
                })) {
            ManagedChannel channel = fixture.plain();

            assertThatExceptionOfType(StatusRuntimeException.class)
                    .isThrownBy(() -> ServerFixture.ask(channel, "a"))
                    .satisfies(e -> {
                        assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.INTERNAL);
                        assertThat(e.getStatus().getDescription())
                                .matches(
                                        "internal error e-[0-9a-z]{10}; the server's log has the"
                                                + " details");
                        assertThat(errorInfo(e).getMetadataMap()).containsKey("incident");
                    });
        }
    }

    @Test
    void aMessageThatIsTooLargeIsRefused() throws Exception {
        try (ServerFixture fixture = serving((_, observer) -> answer(observer))) {
            ManagedChannel channel = fixture.plain();

            assertThat(
                            codeOf(() ->
                                    ServerFixture.ask(
                                            channel, "x".repeat(ServerFixture.MAX_MESSAGE))))
                    .isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
            assertThat(ServerFixture.ask(channel, "x".repeat(1_000))).isEqualTo("SERVING");
        }
    }

    @Test
    void aCallWithoutDeadlineGetsTheServersAndItsContextIsCancelled() throws Exception {
        CountDownLatch cancelled = new CountDownLatch(1);
        AtomicReference<StreamObserver<HealthCheckResponse>> open = new AtomicReference<>();
        try (ServerFixture fixture =
                serving((_, observer) -> {
                    Context.current().addListener(_ -> cancelled.countDown(), Runnable::run);
                    open.set(observer);
                })) {
            ManagedChannel channel =
                    NettyChannelBuilder.forAddress("127.0.0.1", fixture.server().port())
                            .usePlaintext()
                            .build();
            try {
                assertThat(codeOf(() -> ServerFixture.ask(channel, "a")))
                        .isEqualTo(Status.Code.DEADLINE_EXCEEDED);
                assertThat(cancelled.await(20, TimeUnit.SECONDS)).isTrue();
                answer(open.get());
            } finally {
                channel.shutdownNow();
            }
        }
    }

    @Test
    void theCallersTraceContinues() throws Exception {
        AtomicReference<Optional<TraceContext>> seen = new AtomicReference<>(Optional.empty());
        TraceContext trace = TraceContext.root(RandomSource.seeded(1));
        try (ServerFixture fixture =
                serving((_, observer) -> {
                    seen.set(Traces.current());
                    answer(observer);
                })) {
            ManagedChannel channel = fixture.plain();

            Metadata headers = new Metadata();
            headers.put(TRACE, trace.format());
            ServerFixture.ask(
                    ClientInterceptors.intercept(
                            channel, MetadataUtils.newAttachHeadersInterceptor(headers)),
                    "a");
            assertThat(seen.get())
                    .hasValueSatisfying(child -> {
                        assertThat(child.traceId()).isEqualTo(trace.traceId());
                        assertThat(child.spanId()).isNotEqualTo(trace.spanId());
                    });

            ServerFixture.ask(channel, "a");
            assertThat(seen.get())
                    .hasValueSatisfying(
                            root -> assertThat(root.traceId()).isNotEqualTo(trace.traceId()));
        }
    }

    @Test
    void aRunningCallMayFinishWhileTheServerStops() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (ServerFixture fixture =
                serving((_, observer) -> {
                    inside.countDown();
                    awaitUninterrupted(release);
                    answer(observer);
                })) {
            ManagedChannel channel = fixture.plain();
            AtomicReference<String> answer = new AtomicReference<>("");
            Thread caller =
                    Thread.ofVirtual().start(() -> answer.set(ServerFixture.ask(channel, "a")));
            inside.await();
            Thread stopper = Thread.ofVirtual().start(fixture::stopServer);
            Waiting.until(
                    "the server to be stopping",
                    Duration.ofSeconds(20),
                    () -> stopper.getState() == Thread.State.TIMED_WAITING);

            release.countDown();
            caller.join();
            stopper.join();

            assertThat(answer).hasValue("SERVING");
        }
    }

    private static ServerFixture serving(
            UnaryMethod<HealthCheckRequest, HealthCheckResponse> behaviour) throws Exception {
        return new ServerFixture(TlsConfig.NONE, behaviour);
    }

    private static void answer(StreamObserver<HealthCheckResponse> observer) {
        observer.onNext(HealthCheckResponse.newBuilder().setStatus(ServingStatus.SERVING).build());
        observer.onCompleted();
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Status.Code codeOf(ThrowingCallable call) {
        AtomicReference<Status.Code> code = new AtomicReference<>(Status.Code.OK);
        assertThatExceptionOfType(StatusRuntimeException.class)
                .isThrownBy(call)
                .satisfies(e -> code.set(e.getStatus().getCode()));
        return code.get();
    }

    private static ErrorInfo errorInfo(StatusRuntimeException error)
            throws InvalidProtocolBufferException {
        com.google.rpc.Status status = StatusProto.fromThrowable(error);
        assertThat(status).isNotNull();
        for (Any detail : status.getDetailsList()) {
            if (detail.is(ErrorInfo.class)) {
                return detail.unpack(ErrorInfo.class);
            }
        }
        throw new AssertionError("no ErrorInfo in " + status);
    }
}
