package dev.mcm.atc.core.watch;

import dev.mcm.shared.error.McmException;
import dev.mcm.shared.id.DeploymentId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The latest changes in the order in which they arrived, so that a watch can go on where it broke
/// off. Positions are this process's own: changes of different tables arrive in no fixed order. Not
/// thread-safe.
///
/// It also remembers whose each deployment is, since a row that is gone no longer says so: all that
/// were seen, and of those that are gone as many as there may be changes, so that whoever resumes
/// with a valid token is told of the deletions that are its own. An owner that is not known was
/// never read by this process, hence never sent to any watch that a valid token comes from.
public final class ChangeLog {
    private final String instance;
    private final int capacity;
    private final Deque<DeploymentId> changes = new ArrayDeque<>();
    private final Map<DeploymentId, Owner> owners = new HashMap<>();
    private final Deque<DeploymentId> gone = new ArrayDeque<>();
    private long end;

    /// @param instance unique to this process
    /// @param capacity most changes that are kept
    public ChangeLog(String instance, int capacity) {
        this.instance = instance;
        this.capacity = capacity;
    }

    /// A change arrived.
    public void add(DeploymentId deployment) {
        changes.addLast(deployment);
        end++;
        if (changes.size() > capacity) {
            changes.removeFirst();
        }
    }

    /// Changes may have passed unheard, deletions among them: older tokens are void.
    public void skipped() {
        reset();
        owners.clear();
        gone.clear();
    }

    /// A row of this owner was seen.
    public void learn(DeploymentId deployment, Owner owner) {
        owners.put(deployment, owner);
    }

    /// The row is gone; its owner is kept for as long as tokens may be older than this.
    public void gone(DeploymentId deployment) {
        gone.addLast(deployment);
        if (gone.size() > capacity) {
            owners.remove(gone.removeFirst());
        }
    }

    /// Whose it is or was; empty when this process never knew.
    public Optional<Owner> owner(DeploymentId deployment) {
        return Optional.ofNullable(owners.get(deployment));
    }

    /// Something changed that concerns all deployments: older tokens are void.
    public void reset() {
        changes.clear();
        end++;
    }

    /// Where the log ends now.
    public String token() {
        String text = instance + " " + end;
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /// What has changed since a token was given.
    ///
    /// @throws McmException WATCH_TOKEN_EXPIRED when the log does not reach back so far, or the
    ///   token is another process's
    public Set<DeploymentId> since(String token) {
        long from = position(token);
        long missed = end - from;
        if (missed > changes.size()) {
            throw McmException.watchTokenExpired(
                    "the changes since the token are no longer known; list again, then watch"
                            + " without a token");
        }
        Set<DeploymentId> since = new HashSet<>();
        List<DeploymentId> all = List.copyOf(changes);
        since.addAll(all.subList(all.size() - (int) missed, all.size()));
        return since;
    }

    private long position(String token) {
        List<String> parts = parts(token);
        if (!parts.getFirst().equals(instance)) {
            throw McmException.watchTokenExpired(
                    "the token is from another process; list again, then watch without a token");
        }
        try {
            long position = Long.parseLong(parts.get(1));
            if (position <= end && position >= 0) {
                return position;
            }
        } catch (NumberFormatException e) {
            // Reported below.
        }
        throw unreadable(token);
    }

    private static List<String> parts(String token) {
        try {
            List<String> parts =
                    List.of(
                            new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8)
                                    .split(" ", -1));
            if (parts.size() == 2) {
                return parts;
            }
        } catch (IllegalArgumentException e) {
            // Reported below.
        }
        throw unreadable(token);
    }

    private static McmException unreadable(String token) {
        return McmException.watchTokenExpired(
                "resume_token of "
                        + token.length()
                        + " characters (expected: resume_token of a watch response)");
    }
}
