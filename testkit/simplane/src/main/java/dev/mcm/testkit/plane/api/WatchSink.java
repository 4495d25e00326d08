package dev.mcm.testkit.plane.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import java.util.List;

/// Where a watch writes: chunks of an HTTP response, or messages of a WebSocket. Used on one event
/// loop.
sealed interface WatchSink {

    /// One response that never ends; events are separated by newlines.
    record Chunks(HttpServerResponse response) implements WatchSink {}

    /// One text message per event.
    record Messages(ServerWebSocket socket) implements WatchSink {}

    default void write(List<Buffer> events) {
        switch (this) {
            case Chunks(var response) -> {
                Buffer chunk = Buffer.buffer();
                events.forEach(e -> chunk.appendBuffer(e).appendByte((byte) '\n'));
                response.write(chunk);
            }
            case Messages(var socket) -> events.forEach(e -> socket.writeTextMessage(e.toString()));
        }
    }

    default boolean isClosed() {
        return switch (this) {
            case Chunks(var response) -> response.closed();
            case Messages(var socket) -> socket.isClosed();
        };
    }

    default boolean isFull() {
        return switch (this) {
            case Chunks(var response) -> response.writeQueueFull();
            case Messages(var socket) -> socket.writeQueueFull();
        };
    }

    default void onDrain(Runnable resume) {
        switch (this) {
            case Chunks(var response) -> response.drainHandler(_ -> resume.run());
            case Messages(var socket) -> socket.drainHandler(_ -> resume.run());
        }
    }

    default void onClose(Runnable action) {
        switch (this) {
            case Chunks(var response) -> response.closeHandler(_ -> action.run());
            case Messages(var socket) -> socket.closeHandler(_ -> action.run());
        }
    }

    default void end() {
        switch (this) {
            case Chunks(var response) -> response.end();
            case Messages(var socket) -> socket.close();
        }
    }
}
