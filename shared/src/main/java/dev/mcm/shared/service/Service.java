package dev.mcm.shared.service;

import dev.mcm.shared.config.ConfigReader;
import java.util.function.Function;

/// A deployable program: how it reads its configuration, and how it is put together from it.
///
/// @param name lower case; the `<SVC>` of its variables and the tag `service` of its meters
/// @param summary one sentence for `--help`
public record Service<C>(
        String name, String summary, Function<ConfigReader, C> config, Assembly<C> assembly) {
    /// The composition root: constructs everything and adds the parts to the platform's lifecycle.
    /// Starts nothing.
    @FunctionalInterface
    public interface Assembly<C> {
        void assemble(C config, Platform platform) throws Exception;
    }
}
