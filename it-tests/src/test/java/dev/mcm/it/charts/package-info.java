/// The Helm charts: that they render, and that what they render fits the services.
@NullMarked
package dev.mcm.it.charts;

import org.jspecify.annotations.NullMarked;
