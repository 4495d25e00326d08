package dev.mcm.shared.grpc;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.rpc.CodeProto;
import com.google.rpc.ErrorDetailsProto;
import com.google.rpc.StatusProto;
import io.grpc.BindableService;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.grpc.reflection.v1.FileDescriptorResponse;
import io.grpc.reflection.v1.ServerReflectionGrpc.AsyncService;
import io.grpc.reflection.v1.ServerReflectionGrpc.ServerReflectionImplBase;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// gRPC's reflection service, which besides the services' own files knows those of `google.rpc`: no
/// service names these, yet every refusal carries messages of them.
final class ReflectionEndpoint extends ServerReflectionImplBase {
    private static final List<FileDescriptor> DETAILS =
            List.of(
                    ErrorDetailsProto.getDescriptor(),
                    StatusProto.getDescriptor(),
                    CodeProto.getDescriptor());

    private final AsyncService services;
    private final Map<String, FileDescriptor> byName = new HashMap<>();
    private final Map<String, FileDescriptor> bySymbol = new HashMap<>();

    ReflectionEndpoint() {
        BindableService known = ProtoReflectionServiceV1.newInstance();
        services = (AsyncService) known;
        for (FileDescriptor file : DETAILS) {
            byName.put(file.getName(), file);
            file.getMessageTypes().forEach(this::index);
            file.getEnumTypes().forEach(this::index);
        }
    }

    private void index(Descriptor message) {
        bySymbol.put(message.getFullName(), message.getFile());
        message.getNestedTypes().forEach(this::index);
        message.getEnumTypes().forEach(this::index);
    }

    private void index(EnumDescriptor values) {
        bySymbol.put(values.getFullName(), values.getFile());
    }

    @Override
    public StreamObserver<ServerReflectionRequest> serverReflectionInfo(
            StreamObserver<ServerReflectionResponse> answers) {
        StreamObserver<ServerReflectionRequest> others = services.serverReflectionInfo(answers);
        return new StreamObserver<>() {
            @Override
            public void onNext(ServerReflectionRequest request) {
                Optional<FileDescriptor> file = file(request);
                if (file.isEmpty()) {
                    others.onNext(request);
                    return;
                }
                answers.onNext(answer(request, file.get()));
                // The service behind takes its requests one by one and asks for the next.
                ((ServerCallStreamObserver<ServerReflectionResponse>) answers).request(1);
            }

            @Override
            public void onError(Throwable failure) {
                others.onError(failure);
            }

            @Override
            public void onCompleted() {
                others.onCompleted();
            }
        };
    }

    private Optional<FileDescriptor> file(ServerReflectionRequest request) {
        return switch (request.getMessageRequestCase()) {
            case FILE_CONTAINING_SYMBOL ->
                    Optional.ofNullable(bySymbol.get(request.getFileContainingSymbol()));
            case FILE_BY_FILENAME -> Optional.ofNullable(byName.get(request.getFileByFilename()));
            case FILE_CONTAINING_EXTENSION,
                    ALL_EXTENSION_NUMBERS_OF_TYPE,
                    LIST_SERVICES,
                    MESSAGEREQUEST_NOT_SET ->
                    Optional.empty();
        };
    }

    private static ServerReflectionResponse answer(
            ServerReflectionRequest request, FileDescriptor file) {
        Map<String, FileDescriptor> files = new LinkedHashMap<>();
        collect(file, files);
        FileDescriptorResponse.Builder found = FileDescriptorResponse.newBuilder();
        files.values().forEach(each -> found.addFileDescriptorProto(each.toProto().toByteString()));
        return ServerReflectionResponse.newBuilder()
                .setValidHost(request.getHost())
                .setOriginalRequest(request)
                .setFileDescriptorResponse(found)
                .build();
    }

    /// A file and all that it imports.
    private static void collect(FileDescriptor file, Map<String, FileDescriptor> files) {
        if (files.putIfAbsent(file.getName(), file) == null) {
            file.getDependencies().forEach(each -> collect(each, files));
        }
    }
}
