package dev.mcm.testkit.plane.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.access.ServiceAccounts;
import dev.mcm.testkit.plane.registry.ObjectRegistry;
import dev.mcm.testkit.plane.store.ObjectKey;
import dev.mcm.testkit.plane.store.ResourceTypes;
import dev.mcm.testkit.plane.store.StatusException;
import dev.mcm.testkit.plane.store.StoredObject;
import dev.mcm.testkit.plane.store.Trees;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/// Gives out tokens of service accounts: on request, and in secrets that are made for it.
final class AccountTokens {

    private static final int DEFAULT_SECONDS = 3600;
    private static final int SHORTEST_SECONDS = 600;
    private static final Duration FOR_EVER = Duration.ofDays(36_500);
    private static final String ACCOUNT = "kubernetes.io/service-account.name";

    private final ObjectRegistry registry;
    private final ServiceAccounts accounts;
    private final String authority;

    /// @param authority the certificate by which the API is trusted, in PEM; may be empty
    AccountTokens(ObjectRegistry registry, ServiceAccounts accounts, String authority) {
        this.registry = registry;
        this.accounts = accounts;
        this.authority = authority;
    }

    Answer answer(ResourceRequest request) {
        if (!request.method().equals("POST")) {
            throw StatusException.methodNotAllowed();
        }
        StoredObject account =
                registry.store().get(ResourceTypes.SERVICE_ACCOUNT, request.path().key());
        JsonNode body = request.body();
        int seconds = Trees.number(body, DEFAULT_SECONDS, "spec", "expirationSeconds");
        if (seconds < SHORTEST_SECONDS) {
            throw StatusException.badRequest(
                    "spec.expirationSeconds: Invalid value: "
                            + seconds
                            + ": may not specify a duration less than 10 minutes");
        }
        ServiceAccounts.Issued issued = accounts.issue(account, Duration.ofSeconds(seconds));
        ObjectNode answer = Trees.object();
        answer.put("kind", "TokenRequest").put("apiVersion", "authentication.k8s.io/v1");
        answer.putObject("metadata")
                .put("name", account.key().name())
                .put("namespace", account.key().namespace());
        answer.putObject("spec").put("expirationSeconds", seconds);
        answer.putObject("status")
                .put("token", issued.token())
                .put("expirationTimestamp", Trees.time(issued.expires()));
        return Answer.json(201, answer);
    }

    /// Puts a token into a secret that asks for one.
    void fill(StoredObject object) {
        boolean asks =
                object.type().equals(ResourceTypes.SECRET)
                        && object.text("type").equals("kubernetes.io/service-account-token")
                        && object.at("data", "token").isMissingNode();
        if (!asks) {
            return;
        }
        String namespace = object.key().namespace();
        StoredObject account =
                registry.store()
                        .find(
                                ResourceTypes.SERVICE_ACCOUNT,
                                new ObjectKey(namespace, object.annotation(ACCOUNT)));
        if (account == null) {
            return;
        }
        String token = accounts.issue(account, FOR_EVER).token();
        var _ =
                registry.edit(
                        object.type(),
                        object.key(),
                        tree -> {
                            Trees.ensure(tree, "data")
                                    .put("token", encode(token))
                                    .put("namespace", encode(namespace))
                                    .put("ca.crt", encode(authority));
                            Trees.ensure(tree, "metadata", "annotations")
                                    .put("kubernetes.io/service-account.uid", account.uid());
                            return tree;
                        });
    }

    private static String encode(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
