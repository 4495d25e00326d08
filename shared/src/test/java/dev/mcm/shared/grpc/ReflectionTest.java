package dev.mcm.shared.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import dev.mcm.shared.config.TlsConfig;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a client that knows no `.proto` file (grpcurl) learns from the server.
@Timeout(60)
class ReflectionTest {
    private ServerFixture fixture;

    @BeforeEach
    void start() throws Exception {
        fixture = new ServerFixture(TlsConfig.NONE, (_, _) -> {});
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void theMessagesInWhichErrorsTellTheirDetailsAreKnown() throws Exception {
        for (String name :
                List.of(
                        ErrorInfo.getDescriptor().getFullName(),
                        BadRequest.getDescriptor().getFullName(),
                        BadRequest.FieldViolation.getDescriptor().getFullName(),
                        RetryInfo.getDescriptor().getFullName(),
                        "google.rpc.Status",
                        "google.rpc.Code")) {
            FileDescriptor file = linked(ask(symbol(name)).getFirst());
            String local = name.substring("google.rpc.".length()).split("\\.")[0];
            assertThat(
                            file.findMessageTypeByName(local) != null
                                    || file.findEnumTypeByName(local) != null)
                    .as(name)
                    .isTrue();
        }
        assertThat(linked(ask(file("google/rpc/error_details.proto")).getFirst()).getPackage())
                .isEqualTo("google.rpc");
    }

    @Test
    void theServicesAreKnownAsBeforeAndAnswersKeepTheOrderOfQuestions() throws Exception {
        List<ServerReflectionResponse> answers =
                ask(
                        symbol("google.rpc.ErrorInfo"),
                        symbol("grpc.health.v1.Health"),
                        symbol("google.rpc.NoSuchThing"),
                        ServerReflectionRequest.newBuilder().setListServices("").build(),
                        symbol("google.rpc.BadRequest"));

        assertThat(answers).hasSize(5);
        assertThat(linked(answers.get(0)).getName()).isEqualTo("google/rpc/error_details.proto");
        assertThat(linked(answers.get(1)).getPackage()).isEqualTo("grpc.health.v1");
        assertThat(answers.get(2).getErrorResponse().getErrorCode()).isEqualTo(5);
        assertThat(answers.get(3).getListServicesResponse().getServiceList())
                .anyMatch(service -> service.getName().equals("grpc.health.v1.Health"));
        assertThat(linked(answers.get(4)).getName()).isEqualTo("google/rpc/error_details.proto");
    }

    private static ServerReflectionRequest symbol(String name) {
        return ServerReflectionRequest.newBuilder().setFileContainingSymbol(name).build();
    }

    private static ServerReflectionRequest file(String name) {
        return ServerReflectionRequest.newBuilder().setFileByFilename(name).build();
    }

    /// All questions at once, on one stream.
    private List<ServerReflectionResponse> ask(ServerReflectionRequest... questions)
            throws Exception {
        List<ServerReflectionResponse> answers = new ArrayList<>();
        CompletableFuture<List<ServerReflectionResponse>> all = new CompletableFuture<>();
        StreamObserver<ServerReflectionRequest> stream =
                ServerReflectionGrpc.newStub(fixture.plain())
                        .serverReflectionInfo(
                                new StreamObserver<>() {
                                    @Override
                                    public void onNext(ServerReflectionResponse answer) {
                                        answers.add(answer);
                                    }

                                    @Override
                                    public void onError(Throwable failure) {
                                        all.completeExceptionally(failure);
                                    }

                                    @Override
                                    public void onCompleted() {
                                        all.complete(answers);
                                    }
                                });
        List.of(questions).forEach(stream::onNext);
        stream.onCompleted();
        return all.get(30, TimeUnit.SECONDS);
    }

    /// The first file of an answer, linked with those that follow it; what is missing fails.
    private static FileDescriptor linked(ServerReflectionResponse answer)
            throws InvalidProtocolBufferException, DescriptorValidationException {
        assertThat(answer.hasFileDescriptorResponse()).as(answer.toString()).isTrue();
        List<FileDescriptorProto> files = new ArrayList<>();
        for (ByteString file : answer.getFileDescriptorResponse().getFileDescriptorProtoList()) {
            files.add(FileDescriptorProto.parseFrom(file));
        }
        return link(files.getFirst(), files);
    }

    private static FileDescriptor link(FileDescriptorProto file, List<FileDescriptorProto> files)
            throws DescriptorValidationException {
        List<FileDescriptor> imports = new ArrayList<>();
        for (String name : file.getDependencyList()) {
            FileDescriptorProto imported =
                    files.stream()
                            .filter(each -> each.getName().equals(name))
                            .findFirst()
                            .orElseThrow(() -> new AssertionError(name + " is not in the answer"));
            imports.add(link(imported, files));
        }
        return FileDescriptor.buildFrom(file, imports.toArray(FileDescriptor[]::new));
    }
}
