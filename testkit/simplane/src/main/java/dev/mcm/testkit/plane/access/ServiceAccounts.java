package dev.mcm.testkit.plane.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.shared.time.RandomSource;
import dev.mcm.testkit.plane.registry.Requester;
import dev.mcm.testkit.plane.store.ObjectKey;
import dev.mcm.testkit.plane.store.ObjectStore;
import dev.mcm.testkit.plane.store.ResourceTypes;
import dev.mcm.testkit.plane.store.StoredObject;
import dev.mcm.testkit.plane.store.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Tokens of service accounts: signed JWTs, good until they expire or the account is deleted. Safe
/// for use by many threads.
public final class ServiceAccounts {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String HEADER =
            encode("{\"alg\":\"HS256\"}".getBytes(StandardCharsets.UTF_8));
    private static final String PREFIX = "system:serviceaccount:";
    private static final int KEY_BYTES = 32;

    private final ObjectStore store;
    private final InstantSource clock;
    private final byte[] key = new byte[KEY_BYTES];

    /// @param seed the signing key follows from it, so that a plane that starts anew knows the
    ///   tokens of the one before
    public ServiceAccounts(ObjectStore store, InstantSource clock, long seed) {
        this.store = store;
        this.clock = clock;
        RandomSource.seeded(seed).nextBytes(key);
    }

    /// The user name of an account.
    static String user(String namespace, String name) {
        return PREFIX + namespace + ":" + name;
    }

    /// A token and the end of its life.
    public record Issued(String token, Instant expires) {}

    /// @param account an existing service account
    public Issued issue(StoredObject account, Duration life) {
        Instant expires = clock.instant().plus(life);
        ObjectNode claims = Trees.object();
        claims.put("sub", user(account.key().namespace(), account.key().name()));
        claims.put("exp", expires.getEpochSecond());
        claims.put("uid", account.uid());
        String signed = HEADER + "." + encode(Trees.bytes(claims));
        return new Issued(signed + "." + encode(sign(signed)), expires);
    }

    /// Whose token it is; empty when it is not one of ours or not good any more.
    Optional<Requester> requester(String token) {
        int end = token.lastIndexOf('.');
        if (end < 0 || !token.startsWith(HEADER + ".")) {
            return Optional.empty();
        }
        String signed = token.substring(0, end);
        byte[] signature = sign(signed);
        try {
            byte[] given = Base64.getUrlDecoder().decode(token.substring(end + 1));
            byte[] claims = Base64.getUrlDecoder().decode(signed.substring(HEADER.length() + 1));
            return MessageDigest.isEqual(signature, given)
                    ? holder(Trees.parse(claims))
                    : Optional.empty();
        } catch (IllegalArgumentException | IOException _) {
            return Optional.empty();
        }
    }

    private Optional<Requester> holder(JsonNode claims) {
        String[] parts = Trees.text(claims, "sub").substring(PREFIX.length()).split(":", 2);
        StoredObject account =
                store.find(ResourceTypes.SERVICE_ACCOUNT, new ObjectKey(parts[0], parts[1]));
        boolean good =
                account != null
                        && account.uid().equals(Trees.text(claims, "uid"))
                        && claims.path("exp").asLong() > clock.instant().getEpochSecond();
        return good
                ? Optional.of(
                        new Requester(
                                Trees.text(claims, "sub"),
                                List.of(
                                        "system:serviceaccounts",
                                        "system:serviceaccounts:" + parts[0],
                                        AccessControl.AUTHENTICATED)))
                : Optional.empty();
    }

    private byte[] sign(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("This JDK has no " + ALGORITHM, failure);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
