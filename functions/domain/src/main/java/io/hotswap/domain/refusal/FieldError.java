package io.hotswap.domain.refusal;

/// One thing wrong with what was sent.
///
/// @param pointer JSON pointer (RFC 6901) to the field; a header or path parameter is
///   `#header/Name` or `#path/name`; in a plugin binary it is `#archive` or `#manifest/…`
/// @param expected what was expected there
/// @param fix what to do about it
public record FieldError(String pointer, String expected, String fix) {}
