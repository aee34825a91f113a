/// Decides whether a verified binary is loaded: by its signature, and by whom the stack trusts.
@NullMarked
package io.hotswap.runtime.admission;

import org.jspecify.annotations.NullMarked;
