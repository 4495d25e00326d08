package dev.mcm.shared.http;

/// An answer of the operations port.
record HttpReply(int status, String contentType, String body) {
    static final String TEXT = "text/plain; charset=utf-8";
}
