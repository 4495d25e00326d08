package dev.mcm.testkit.plane.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.mcm.testkit.plane.api.ProtobufTable.Field;
import dev.mcm.testkit.plane.store.Trees;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the protobuf form of Kubernetes' own kinds, which kubectl's imperative commands send, into
/// the JSON form. What is empty counts as absent, as it does for a client that writes JSON.
final class ProtobufReader {

    static final String CONTENT_TYPE = "application/vnd.kubernetes.protobuf";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int MAGIC = 4;

    /// Messages whose fields stand in the message around them.
    private static final Set<String> INLINE =
            Set.of(
                    "handler",
                    "volumeSource",
                    "ephemeralContainerCommon",
                    "localObjectReference",
                    "ruleWithOperations",
                    "rule");

    /// Fields that are always sent, and of which zero means absent.
    private static final Set<String> ZERO_IS_ABSENT =
            Set.of(
                    "generation",
                    "hostIPC",
                    "hostNetwork",
                    "hostPID",
                    "minReadySeconds",
                    "paused",
                    "publishNotReadyAddresses",
                    "readOnly",
                    "stdin",
                    "stdinOnce",
                    "tty",
                    "unschedulable");

    private ProtobufReader() {}

    /// @param body begins with the four bytes that mark the form
    /// @throws IOException when the body is malformed or of a kind that is not known
    static JsonNode read(byte[] body) throws IOException {
        if (body.length < MAGIC || body[0] != 'k' || body[1] != '8' || body[2] != 's') {
            throw new IOException("the body has no prefix k8s");
        }
        CodedInputStream in = CodedInputStream.newInstance(body, MAGIC, body.length - MAGIC);
        String apiVersion = "";
        String kind = "";
        ByteString content = ByteString.EMPTY;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> {
                    CodedInputStream type = in.readBytes().newCodedInput();
                    for (int t = type.readTag(); t != 0; t = type.readTag()) {
                        String text = type.readString();
                        if (WireFormat.getTagFieldNumber(t) == 1) {
                            apiVersion = text;
                        } else {
                            kind = text;
                        }
                    }
                }
                case 2 -> content = in.readBytes();
                default -> in.skipField(tag);
            }
        }
        ObjectNode object = message(messageOf(apiVersion, kind), content);
        object.put("apiVersion", apiVersion).put("kind", kind);
        return object;
    }

    private static String messageOf(String apiVersion, String kind) throws IOException {
        int slash = apiVersion.indexOf('/');
        String group = slash < 0 ? "core" : apiVersion.substring(0, slash).split("\\.", -1)[0];
        String name = group + "." + apiVersion.substring(slash + 1) + "." + kind;
        if (kind.equals("DeleteOptions")) {
            name = "meta.v1.DeleteOptions";
        }
        if (!ProtobufTable.knows(name)) {
            throw new IOException("kind " + kind + " of " + apiVersion + " is read as JSON only");
        }
        return name;
    }

    private static ObjectNode message(String type, ByteString content) throws IOException {
        ObjectNode object = Trees.object();
        Map<Integer, Field> fields = ProtobufTable.fields(type);
        CodedInputStream in = content.newCodedInput();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            Field field = fields.get(WireFormat.getTagFieldNumber(tag));
            if (field == null) {
                in.skipField(tag);
            } else {
                put(object, field, in);
            }
        }
        return object;
    }

    private static void put(ObjectNode object, Field field, CodedInputStream in)
            throws IOException {
        switch (field.shape()) {
            case ONE -> {
                JsonNode value = value(field.type(), in);
                if (value instanceof ObjectNode inner && INLINE.contains(field.name())) {
                    object.setAll(inner);
                } else if (value != null && !isAbsent(field.name(), value)) {
                    object.set(field.name(), value);
                }
            }
            case LIST -> {
                JsonNode value = value(field.type(), in);
                if (value != null) {
                    object.withArray(field.name()).add(value);
                }
            }
            case MAP -> entry(Trees.ensure(object, field.name()), field.type(), in);
        }
    }

    private static boolean isAbsent(String field, JsonNode value) {
        boolean empty = value.isTextual() && value.textValue().isEmpty();
        boolean zero = value.isBoolean() ? !value.asBoolean() : value.isInt() && value.asInt() == 0;
        return empty || (zero && ZERO_IS_ABSENT.contains(field));
    }

    private static void entry(ObjectNode map, String type, CodedInputStream around)
            throws IOException {
        CodedInputStream in = around.readBytes().newCodedInput();
        String key = "";
        JsonNode value = NODES.textNode("");
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (WireFormat.getTagFieldNumber(tag) == 1) {
                key = in.readString();
            } else {
                JsonNode read = value(type, in);
                value = read == null ? value : read;
            }
        }
        map.set(key, value);
    }

    private static @Nullable JsonNode value(String type, CodedInputStream in) throws IOException {
        return switch (type) {
            case "s" -> NODES.textNode(in.readString());
            case "i" -> Trees.numberNode(in.readInt64());
            case "t" -> NODES.booleanNode(in.readBool());
            case "b" -> NODES.textNode(Base64.getEncoder().encodeToString(in.readByteArray()));
            case "meta.v1.Time", "meta.v1.MicroTime" -> time(message(type, in.readBytes()));
            case "meta.v1.FieldsV1" -> fields(message(type, in.readBytes()));
            case "api.resource.Quantity" -> message(type, in.readBytes()).path("string");
            case "util.intstr.IntOrString" -> intOrString(message(type, in.readBytes()));
            default -> message(type, in.readBytes());
        };
    }

    private static @Nullable JsonNode time(ObjectNode time) {
        if (!time.has("seconds")) {
            return null;
        }
        long nanos = time.path("nanos").asLong();
        return NODES.textNode(
                Instant.ofEpochSecond(time.path("seconds").asLong(), nanos).toString());
    }

    private static JsonNode fields(ObjectNode fields) throws IOException {
        return Trees.parse(Base64.getDecoder().decode(Trees.text(fields, "Raw")));
    }

    private static JsonNode intOrString(ObjectNode value) {
        return value.path("type").asInt() == 0
                ? Trees.numberNode(value.path("intVal").asLong())
                : value.path("strVal");
    }
}
