/// The only reader of zips. It accepts unambiguous files only, so that the validator of an archive
/// and the node that runs it see the same.
@NullMarked
package io.hotswap.archive.zip;

import org.jspecify.annotations.NullMarked;
