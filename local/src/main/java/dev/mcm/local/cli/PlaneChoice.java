package dev.mcm.local.cli;

import dev.mcm.local.stack.PlaneSpec.Make;
import dev.mcm.testkit.kube.KubeTools;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What `--planes` asks for: how many planes, and of what make.
record PlaneChoice(int count, Make make) {
    private static final Pattern FORM = Pattern.compile("(?<simulated>\\d)|kube(?::(?<kube>\\d))?");
    private static final int DEFAULT_COUNT = 2;
    private static final int MOST = 8;

    /// @param text `N`, `kube` or `kube:N`
    /// @throws IllegalArgumentException when it is none of these
    /// @throws IllegalStateException for real clusters where their programs are not on this machine
    static PlaneChoice parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw refused(text);
        }
        @Nullable String simulated = form.group("simulated");
        if (simulated != null) {
            return new PlaneChoice(count(text, simulated), new Make.Simulated());
        }
        @Nullable String kube = form.group("kube");
        int count = kube == null ? DEFAULT_COUNT : count(text, kube);
        var _ = KubeTools.require();
        return new PlaneChoice(count, new Make.Kube(null));
    }

    private static int count(String text, String digits) {
        int count = Integer.parseInt(digits);
        if (count < 1 || count > MOST) {
            throw refused(text);
        }
        return count;
    }

    private static IllegalArgumentException refused(String text) {
        return new IllegalArgumentException(
                "--planes: %s (expected: 1 to %d, kube, or kube:1 to kube:%d)"
                        .formatted(text, MOST, MOST));
    }
}
