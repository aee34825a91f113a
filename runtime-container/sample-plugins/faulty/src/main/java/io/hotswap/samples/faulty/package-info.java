/// Fails on demand, for tests of what runs plugins.
@NullMarked
package io.hotswap.samples.faulty;

import org.jspecify.annotations.NullMarked;
