package dev.mcm.atc.core.spec;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Message;
import dev.mcm.shared.hash.Sha256;
import java.io.IOException;

/// Bytes and hash of a message that are the same for equal messages, whatever the order of their
/// map entries.
public final class ContentHash {
    private ContentHash() {}

    public static byte[] bytes(Message message) {
        byte[] bytes = new byte[message.getSerializedSize()];
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            out.useDeterministicSerialization();
            message.writeTo(out);
            out.checkNoSpaceLeft();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return bytes;
    }

    /// SHA-256 in lower-case hex.
    public static String of(Message message) {
        return Sha256.hex(bytes(message));
    }
}
