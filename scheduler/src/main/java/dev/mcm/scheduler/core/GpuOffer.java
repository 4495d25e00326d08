package dev.mcm.scheduler.core;

/// In which resources a node gives out its GPUs.
public enum GpuOffer {
    /// Either, or not told.
    ANY,
    /// Whole ones only.
    WHOLE,
    /// Shares only.
    SHARES;

    boolean suits(Shape shape) {
        return switch (this) {
            case ANY -> true;
            case WHOLE -> !shape.sharesGpu();
            case SHARES -> shape.sharesGpu();
        };
    }
}
