package dev.mcm.shared.kafka;

import java.util.List;

/// Existing topics are not as MCM needs them; an operator has to change or delete them.
public final class TopicMismatchException extends RuntimeException {
    TopicMismatchException(List<String> differences) {
        super("topics differ from what MCM needs: " + String.join("; ", differences));
    }
}
