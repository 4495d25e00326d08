package dev.mcm.state.deployment;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.mcm.shared.hash.Sha256;
import dev.mcm.type.v1.ResolvedSpec;
import java.io.IOException;
import java.io.UncheckedIOException;

/// A row of `deployment_specs`: a [ResolvedSpec] under the hash of its bytes.
public record StoredSpec(SpecHash hash, ByteString body) {
    public StoredSpec {
        String actual = Sha256.hex(body.toByteArray());
        if (!actual.equals(hash.value())) {
            throw new IllegalArgumentException(
                    "spec hash: '"
                            + hash
                            + "' (expected: '"
                            + actual
                            + "', the SHA-256 of its body)");
        }
    }

    /// Equal specs give equal bytes: maps are written in key order.
    public static StoredSpec of(ResolvedSpec spec) {
        byte[] bytes = new byte[spec.getSerializedSize()];
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.useDeterministicSerialization();
        try {
            spec.writeTo(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new StoredSpec(new SpecHash(Sha256.hex(bytes)), ByteString.copyFrom(bytes));
    }

    public ResolvedSpec parse() {
        try {
            return ResolvedSpec.parseFrom(body);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("spec " + hash + " is not a ResolvedSpec", e);
        }
    }
}
