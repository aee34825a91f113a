package io.hotswap.domain.refusal;

/// One invalid field of a request.
///
/// @param pointer JSON pointer (RFC 6901) to the field; a header or path parameter is
///   `#header/Name` or `#path/name`; in a plugin binary it is `#archive` or `#manifest/…`, in what
///   a tenant has configured `#tenant/name/config/…`
/// @param expected what was expected there
/// @param fix what to do about it
public record FieldError(String pointer, String expected, String fix) {}
