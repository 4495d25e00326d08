/// The plane's Kubernetes API over HTTP: paths, lists, watches, tables, discovery.
@NullMarked
package dev.mcm.testkit.plane.api;

import org.jspecify.annotations.NullMarked;
