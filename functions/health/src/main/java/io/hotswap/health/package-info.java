/// The health API, and the watch function that handles anomalies and reviews nodes: two Lambda
/// functions in one jar.
@NullMarked
package io.hotswap.health;

import org.jspecify.annotations.NullMarked;
