/// The one reader of zips: what it accepts has one meaning only, so that whoever validates an
/// archive and whoever runs it see the same.
@NullMarked
package io.hotswap.archive.zip;

import org.jspecify.annotations.NullMarked;
