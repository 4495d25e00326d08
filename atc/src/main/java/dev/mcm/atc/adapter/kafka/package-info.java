/// Row changes and the planes' topics.
@NullMarked
package dev.mcm.atc.adapter.kafka;

import org.jspecify.annotations.NullMarked;
