/// Verifies the detached CMS signature of a plugin archive: who signed these bytes, and whether the
/// given trust admits it. Reads hostile input: everything is bounded before it is parsed.
@NullMarked
package io.hotswap.signature;

import org.jspecify.annotations.NullMarked;
