/// Renders Markdown.
@NullMarked
package io.hotswap.samples.markdown;

import org.jspecify.annotations.NullMarked;
