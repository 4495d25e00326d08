package dev.mcm.testkit.plane.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.access.AccessControl;
import dev.mcm.testkit.plane.access.Action;
import dev.mcm.testkit.plane.registry.Requester;
import dev.mcm.testkit.plane.store.StatusException;
import dev.mcm.testkit.plane.store.Trees;
import java.util.Set;

/// Answers a client's questions about itself: who am I, and may I do this?
final class Reviews {

    private static final String ACCESS = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
    private static final String SELF = "/apis/authentication.k8s.io/v1/selfsubjectreviews";

    static final Set<String> PATHS = Set.of(ACCESS, SELF);

    private final AccessControl access;

    Reviews(AccessControl access) {
        this.access = access;
    }

    /// @param body the caller gives it away
    Answer answer(String method, String path, Requester requester, ObjectNode body) {
        if (!method.equals("POST")) {
            throw StatusException.methodNotAllowed();
        }
        body.putObject("metadata");
        ObjectNode status = body.putObject("status");
        if (path.equals(ACCESS)) {
            status.put("allowed", access.isAllowed(requester, Action.of(body.path("spec"))));
        } else {
            ObjectNode user = status.putObject("userInfo").put("username", requester.name());
            requester.groups().forEach(user.putArray("groups")::add);
        }
        return Answer.json(201, body);
    }

    /// Everybody who is known may ask.
    static Action action(String path) {
        String plural = path.substring(path.lastIndexOf('/') + 1);
        String group = path.split("/", -1)[2];
        return new Action.OnResource("create", group, plural, "", "", "");
    }

    static ObjectNode read(String contentType, byte[] body) {
        return BodyReader.read(contentType, body) instanceof ObjectNode object
                ? object
                : Trees.object();
    }
}
