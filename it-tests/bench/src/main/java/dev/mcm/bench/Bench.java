package dev.mcm.bench;

/// One benchmark. It warms up, measures beside a reference in the same run, and fills the report;
/// the shell prints settings, table and last line.
public interface Bench {

    /// The word behind `./mcm bench`.
    String name();

    /// What it measures, in one line.
    String summary();

    /// Every setting with its default.
    Settings defaults();

    /// Every setting as `--quick` sets it: so small that figures mean nothing, to see that it runs.
    default Settings quick() {
        return defaults();
    }

    /// @throws Exception when it could not be measured; a figure is never made up
    void run(Settings settings, Report report) throws Exception;
}
