package io.hotswap.archive.packaging;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/// Files that are no zip, recognised by their first bytes.
enum FileKind {
  GZIP("\\x1f\\x8b", "a gzip file, such as the .tar.gz of a distribution", Fix.UNPACKED),
  BZIP2("BZh[1-9]", "a bzip2 file", Fix.UNPACKED),
  XZ("\\xfd7zXZ\\x00", "an xz file", Fix.UNPACKED),
  ZSTD("\\x28\\xb5\\x2f\\xfd", "a Zstandard file", Fix.UNPACKED),
  SEVEN_Z("7z\\xbc\\xaf\\x27\\x1c", "a 7-Zip archive", Fix.UNPACKED),
  RAR("Rar!\\x1a\\x07", "a RAR archive", Fix.UNPACKED),
  TAR(".{257}ustar", "a tar archive", Fix.UNPACKED),
  SPLIT_ZIP("PK\\x07\\x08", "the part of a zip that was split", "pack it as one file"),
  CLASS_FILE(
      // A Mach-O program for several processors begins alike; the next bytes are their number.
      "\\xca\\xfe\\xba\\xbe..\\x00[\\x2d-\\xff]",
      "a single class file",
      "upload the jar that `mvn package` or `gradle jar` makes"),
  NATIVE(
      "\\x7fELF|MZ.{60}|[\\xcf\\xce]\\xfa\\xed\\xfe|\\xca\\xfe\\xba\\xbe",
      "a native program, such as GraalVM makes",
      "upload the jar of its classes: a node loads Java class files"),
  JMOD("JM\\x01\\x00", "a jmod file, for building Java runtimes", "upload the module's jar"),
  PACK200("\\xca\\xfe\\xd0\\x0d", "a Pack200 file", "upload the jar that it was made of"),
  LFS_POINTER(
      "version https://git-lfs",
      "a Git LFS pointer in place of the file",
      "fetch the file itself with `git lfs pull`, then upload it"),
  FORM(
      "--[^\\r\\n]{1,70}\\r?\\nContent-Disposition:",
      "an HTML form's upload (multipart/form-data) around the file",
      "send the file's bytes as the body: `curl --upload-file plugin.jar`, not `curl --form`"),
  BASE64("UEsDB[A-Za-z0-9+/_\\r\\n-]{60}", "a zip in Base64", "send its bytes as they are"),
  POM(
      "\\s*<.*?http://maven\\.apache\\.org/POM/",
      "a Maven POM",
      "upload the jar that `mvn package` makes of it"),
  PAGE(
      "\\s*<(!doctype html|html)",
      "an HTML page, perhaps the login or error page of where it was downloaded",
      "look at the file, and download the jar itself"),
  XML("\\s*<\\?xml", "an XML file", "upload the jar or zip"),
  JSON(
      "\\s*\\{\\s*[\"}]",
      "a JSON file",
      "upload the jar that has it, at META-INF/hotswap-plugin.json if it is the plugin's manifest");

  /// How many bytes of a file are read.
  static final int HEAD = 1_024;

  // In a class of its own: an enum's constants come before its static fields.
  private static final class Fix {
    static final String UNPACKED =
        "unpack it and upload the jar in it, or zip the plugin jar and its lib/ folder:"
            + " `zip -r plugin.zip greeter.jar lib`";
  }

  private static final String BOM = "\u00ef\u00bb\u00bf";

  private final Pattern beginning;
  private final String what;
  private final String instead;

  FileKind(String beginning, String what, String instead) {
    this.beginning = Pattern.compile(beginning, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    this.what = what;
    this.instead = instead;
  }

  static Optional<ForeignPackaging> of(byte[] head) {
    var text = new String(head, ISO_8859_1);
    var without = text.startsWith(BOM) ? text.substring(BOM.length()) : text;
    return Arrays.stream(values())
        .filter(it -> it.beginning.matcher(without).lookingAt())
        .findFirst()
        .map(it -> new ForeignPackaging(it.what, it.instead));
  }
}
