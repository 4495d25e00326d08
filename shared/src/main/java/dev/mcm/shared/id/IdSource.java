package dev.mcm.shared.id;

import java.util.random.RandomGenerator;

/// Makes new random identifiers. As thread-safe as its generator.
public final class IdSource {
    private final RandomGenerator random;

    public IdSource(RandomGenerator random) {
        this.random = random;
    }

    public DeploymentId deploymentId() {
        return new DeploymentId("d-" + characters(IdSyntax.RANDOM_CHARS));
    }

    public ModelId modelId() {
        return new ModelId("m-" + characters(IdSyntax.RANDOM_CHARS));
    }

    /// Names one internal error, in the log and to the client: `e-` and ten characters.
    public String incidentId() {
        return "e-" + characters(IdSyntax.RANDOM_CHARS);
    }

    /// `count` characters of Crockford's base 32, five random bits each.
    public String characters(int count) {
        StringBuilder text = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            text.append(IdSyntax.BASE32.charAt(random.nextInt(IdSyntax.BASE32.length())));
        }
        return text.toString();
    }
}
