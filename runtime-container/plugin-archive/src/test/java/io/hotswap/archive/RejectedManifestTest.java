package io.hotswap.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.archive.fixture.Fixture;
import io.hotswap.archive.violation.Violation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every way a manifest can be bad.
class RejectedManifestTest extends ArchiveTest {

  @Test
  void missing() throws Exception {
    rejectedFor(
        Fixture.sound().without(Fixture.MANIFEST),
        "",
        "add it, for example as src/main/resources/META-INF/");
  }

  @Test
  void a_directory() throws Exception {
    rejectedFor(
        Fixture.sound().without(Fixture.MANIFEST).entry(Fixture.MANIFEST + "/", ""), "", "add it");
  }

  @Test
  void too_long() throws Exception {
    rejectedFor(
        Fixture.sound().entry(Fixture.MANIFEST, Fixture.MINIMAL + " ".repeat(70_000)),
        "",
        "at most 65536 bytes");
  }

  @Test
  void in_no_encoding() throws Exception {
    for (byte[] bytes :
        new byte[][] {
          {0, 0, (byte) 0xfe, (byte) 0xff, 0x7f, 0, 0, 0},
          {0, 0, 0, '{', 0x7f, 0x7f, 0, 0},
          {'{', '"', (byte) 0xff, '"', ':', '1', '}'},
          {(byte) 0xfe, (byte) 0xff, (byte) 0xd8, 0}
        }) {
      rejectedFor(Fixture.sound().entry(Fixture.MANIFEST, bytes), "", "JSON (RFC 8259, UTF-8)");
    }
  }

  /// An answer of more than six megabytes is none.
  @Test
  void thousands_of_errors_make_an_answer_that_can_be_sent() throws Exception {
    var many = "{},".repeat(20_000);
    var violations =
        rejected(Fixture.sound().manifest("[{\"name\": \"echo\"}]", "[" + many + "{}]").bytes());
    assertEquals(101, violations.size());
    assertEquals("19902 more are not listed; mend those above first", violations.getLast().fix());
  }

  @Test
  void not_json() throws Exception {
    rejectedFor(Fixture.sound().entry(Fixture.MANIFEST, "{\n  name: x\n}"), "", "line 2 column");
    rejectedFor(Fixture.sound().entry(Fixture.MANIFEST, ""), "", "the file is empty");
    rejectedFor(
        Fixture.sound().entry(Fixture.MANIFEST, "[]"),
        "",
        "a JSON object that describes the plugin",
        "change []");
    rejectedFor(
        Fixture.sound().entry(Fixture.MANIFEST, Fixture.MINIMAL + "{}"), "", "Trailing token");
    rejectedFor(Fixture.sound().manifest("\"type\"", "\"name\""), "", "Duplicate field 'name'");
  }

  @Test
  void so_long_a_text_or_so_deep_a_nesting_that_checking_it_would_overflow_the_stack()
      throws Exception {
    rejectedFor(
        Fixture.sound().manifest("\"demo\"", "\"" + "a-".repeat(5_000) + "a\""),
        "",
        "exceeds the maximum allowed");
    rejectedFor(
        Fixture.sound().manifest("\"demo\"", "[".repeat(100) + "]".repeat(100)),
        "",
        "nesting depth");
    rejectedFor(
        Fixture.sound().manifest("\"demo\"", "\"" + "a-".repeat(999) + "a\""),
        "/name",
        "1 to 64 characters");
    rejectedFor(
        Fixture.sound().manifest("\"1.0.0\"", "\"1.0.0-" + "1.".repeat(990) + "1\""),
        "/version",
        "semantic version");
  }

  @Test
  void ten_errors_are_ten_violations() throws Exception {
    var violations =
        rejected(
            Fixture.sound()
                .entry(
                    Fixture.MANIFEST,
                    """
                    {
                      "name": "Demo Plugin",
                      "version": "1.0",
                      "type": 7,
                      "entryPoint": "demo/Demo.class",
                      "protocol": 2,
                      "operations": [{"nme": "echo"}],
                      "dependencies": {"plugins": {"markdown": "latest"}},
                      "permissions": {"network": ["http://example.com"]},
                      "author/owner": "me"
                    }
                    """)
                .bytes());
    assertEquals(
        List.of(
            "/author~1owner",
            "/dependencies/plugins/markdown",
            "/description",
            "/entryPoint",
            "/name",
            "/operations/0/name",
            "/operations/0/nme",
            "/permissions/network/0",
            "/protocol",
            "/type",
            "/version"),
        violations.stream().map(Violation::pointer).sorted().toList());
  }

  @Test
  void two_versions_of_one_library() throws Exception {
    var digest = "0".repeat(64);
    rejectedFor(
        Fixture.sound()
            .manifest(
                "\"protocol\": 1",
                """
                "protocol": 1, "dependencies": {"libraries": [
                  {"coordinates": "a:b:1", "sha256": "%s"}, {"coordinates": "a:b:2", "sha256": "%s"}]}
                """
                    .formatted(digest, digest)),
        "/dependencies/libraries/1/coordinates",
        "each artifact once");
  }

  @Test
  void messages_tell_what_was_found_what_is_expected_and_an_example() throws Exception {
    var violation = rejected(Fixture.sound().manifest("\"1.0.0\"", "\"1.0\"").bytes()).getFirst();
    assertEquals("/version", violation.pointer());
    assertEquals(
        "a semantic version (semver.org, 2.0.0): major.minor.patch, at most 64 characters",
        violation.expected());
    assertEquals("change \"1.0\", for example to \"1.4.0\"", violation.fix());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "1.0",
        "01.0.0",
        "1.0.0-",
        "1.0.0-01",
        "v1.0.0",
        "1.0.0 ",
        "1.0.0\\n",
        "1.0.0+",
        "latest",
        ""
      })
  void version_that_is_not_semantic(String version) throws Exception {
    rejectedFor(Fixture.sound().manifest("1.0.0", version), "/version", "semantic version");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Demo", "-demo", "demo-", "de--mo", "1demo", "de_mo", "demo\\n", "", "dé"})
  void name_that_is_not_kebab_case(String name) throws Exception {
    rejectedFor(
        Fixture.sound().manifest("\"demo\"", "\"" + name + "\""), "/name", "payment-processor");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"operations\": [{\"name\": \"echo\"}] | \"operations\": [] | /operations",
        "\"operations\": [{\"name\": \"echo\"}] | \"operations\": [{\"name\": \"a\"}, {\"name\":"
            + " \"a\"}] | /operations/1/name",
        "\"protocol\": 1 | \"protocol\": \"1\" | /protocol",
        "\"protocol\": 1 | \"protocol\": 1, \"permissions\": {\"files\": []} | /permissions/files",
        "\"protocol\": 1 | \"protocol\": 1, \"permissions\": {\"network\": [\"a.com\", \"a.com\"]}"
            + " | /permissions/network",
        "\"protocol\": 1 | \"protocol\": 1, \"permissions\": {\"calls\": [\"Tax\"]} |"
            + " /permissions/calls/0",
        "\"protocol\": 1 | \"protocol\": 1, \"permissions\": {\"calls\": [\"a\", \"demo\"]} |"
            + " /permissions/calls/1",
        "\"protocol\": 1 | \"protocol\": 1, \"dependencies\": [{\"plugin\": \"a\"}] |"
            + " /dependencies",
        "\"protocol\": 1 | \"protocol\": 1, \"dependencies\": [{\"plugin\": \"a\", \"version\":"
            + " \"1.0.0\"}, {\"plugin\": \"a\", \"version\": \"2.0.0\"}] | /dependencies",
        "\"protocol\": 1 | \"protocol\": 1, \"dependencies\": {\"other\": 1} |"
            + " /dependencies/other",
        "\"protocol\": 1 | \"protocol\": 1, \"dependencies\": {\"plugins\": {\"A\": \"1.0.0\"}} |"
            + " /dependencies/plugins/A",
        "\"protocol\": 1 | \"protocol\": 1, \"dependencies\": {\"plugins\": {\"a\": \"^1\"}} |"
            + " /dependencies/plugins/a",
        "\"protocol\": 1 | \"protocol\": 1, \"dependencies\": {\"plugins\": {\"a\": \"^1.0.0-01\"}}"
            + " | /dependencies/plugins/a",
        "\"protocol\": 1 | \"protocol\": 1, \"dependencies\": {\"plugins\": {\"demo\": \"^1.0.0\"}}"
            + " | /dependencies/plugins/demo",
        "\"protocol\": 1 | \"protocol\": 1, \"dependencies\": {\"platform\": {\"java\": 26}} |"
            + " /dependencies/platform/java",
        "\"protocol\": 1 | \"protocol\": 1, \"dependencies\": {\"platform\": {\"protocol\":"
            + " {\"from\": 2, \"to\": 3}}} | /dependencies/platform/protocol/from",
        "\"protocol\": 1 | \"protocol\": 1, \"dependencies\": {\"platform\": {\"protocol\":"
            + " {\"from\": 1}}} | /dependencies/platform/protocol/to",
        "\"protocol\": 1 | \"protocol\": 1, \"dependencies\": {\"libraries\": [{\"coordinates\":"
            + " \"a:b:[1,2)\", \"sha256\":"
            + " \"0000000000000000000000000000000000000000000000000000000000000000\"}]} |"
            + " /dependencies/libraries/0/coordinates",
        "\"protocol\": 1 | \"protocol\": 1, \"dependencies\": {\"libraries\": [{\"coordinates\":"
            + " \"a:b:1\", \"sha256\": \"0\"}]} | /dependencies/libraries/0/sha256",
        "\"protocol\": 1 | \"protocol\": 1, \"dependencies\": {\"libraries\": [{\"coordinates\":"
            + " \"a:b:1\"}]} | /dependencies/libraries/0/sha256",
        "\"protocol\": 1 | \"protocol\": 1, \"dependencies\": {\"native\": [{\"os\": \"windows\","
            + " \"architecture\": \"x86_64\", \"library\": \"a.dll\"}]} |"
            + " /dependencies/native/0/os",
        "\"protocol\": 1 | \"protocol\": 1, \"configuration\": true | /configuration",
        "\"protocol\": 1 | \"protocol\": 1, \"configuration\": {} | /configuration/type",
      })
  void other_fields(String part, String by, String pointer) throws Exception {
    rejectedFor(Fixture.sound().manifest(part, by), pointer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"properties\": {\"a\": {\"type\": \"strin\"}} | /configuration/properties/a/type",
        "\"properties\": {\"a\": {\"minLength\": -1}} | /configuration/properties/a/minLength",
        "\"properties\": {\"a\": {\"pattern\": \"[\"}} | /configuration/properties/a/pattern",
        "\"properties\": {\"a\": {\"$ref\": \"http://example.com/s.json\"}} |"
            + " /configuration/properties/a/$ref",
        "\"allOf\": [{\"$ref\": \"other.json\"}] | /configuration/allOf/0/$ref",
        "\"properties\": {\"a\": {\"type\": \"string\", \"secret\": \"yes\"}} |"
            + " /configuration/properties/a/secret",
        "\"properties\": {\"a\": {\"type\": \"integer\", \"secret\": true}} |"
            + " /configuration/properties/a/secret",
        "\"properties\": {\"a/b\": {\"items\": {\"type\": \"string\", \"secret\": true}}} |"
            + " /configuration/properties/a~1b/items/secret",
        "\"patternProperties\": {\"[\": {}} | /configuration/patternProperties/[",
        "\"properties\": {\"a\": {\"$ref\": \"#/$defs/none\"}} |"
            + " /configuration/properties/a/$ref",
        "\"properties\": {\"a\": {\"$ref\": \"#anchor\"}} | /configuration/properties/a/$ref",
        "\"$id\": \"http://example.com/s.json\" | /configuration/$id",
        "\"$schema\": \"http://json-schema.org/draft-07/schema#\" | /configuration/$schema",
        "\"allOf\": [{\"$ref\": \"#\"}] | /configuration",
        "\"default\": 7 | /configuration/default",
      })
  void configuration_schema(String keyword, String pointer) throws Exception {
    var configuration = "\"configuration\": {\"type\": \"object\", " + keyword + "}";
    rejectedFor(
        Fixture.sound().manifest("\"protocol\": 1", "\"protocol\": 1, " + configuration), pointer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"a\": {\"type\": \"integer\", \"default\": \"7\"} | /configuration/properties/a/default",
        "\"a\": {\"maximum\": 5, \"default\": 7} | /configuration/properties/a/default",
        "\"a\": {\"properties\": {\"b\": {\"type\": \"string\"}}, \"default\": {\"b\": 1}} |"
            + " /configuration/properties/a/default/b",
        "\"a\": {\"items\": {\"type\": \"string\", \"default\": 1}} |"
            + " /configuration/properties/a/items/default",
        "\"a~/b\": {\"type\": \"null\", \"default\": 1} | /configuration/properties/a~0~1b/default",
        "\"a\": {\"$ref\": \"#/properties/b\", \"default\": 1}, \"b\": {\"type\": \"string\"} |"
            + " /configuration/properties/a/default",
        "\"a\": {\"pattern\": \"^(a*)*b\\\\1$\", \"default\":"
            + " \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"} | /configuration",
        "\"a\": {\"type\": \"string\", \"secret\": true, \"default\": \"s\"} |"
            + " /configuration/properties/a/default",
      })
  void a_default_that_its_own_schema_refuses(String properties, String pointer) throws Exception {
    var configuration =
        "\"configuration\": {\"type\": \"object\", \"properties\": {" + properties + "}}";
    rejectedFor(
        Fixture.sound().manifest("\"protocol\": 1", "\"protocol\": 1, " + configuration), pointer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | /operations/0/input/mediaType",
        "{\"mediaType\": \"JSON\"} | /operations/0/input/mediaType",
        "{\"mediaType\": \"text/html; charset=utf-8\"} | /operations/0/input/mediaType",
        "{\"mediaType\": \"application/json\", \"schemas\": {}} | /operations/0/input/schemas",
        "{\"mediaType\": \"application/json\", \"schema\": true} | /operations/0/input/schema",
        "{\"mediaType\": \"text/plain\", \"schema\": {}} | /operations/0/input/schema",
        "{\"mediaType\": \"application/json\", \"schema\": {\"type\": \"strin\"}} |"
            + " /operations/0/input/schema/type",
        "{\"mediaType\": \"application/json\", \"schema\": {\"items\": {\"$ref\": \"#/$defs/x\"}}}"
            + " | /operations/0/input/schema/items/$ref",
        "{\"mediaType\": \"application/json\", \"schema\": {\"type\": \"integer\", \"default\":"
            + " \"7\"}} | /operations/0/input/schema/default",
        "{\"mediaType\": \"application/json\", \"schema\": {\"allOf\": [{\"$ref\": \"#\"}]}} |"
            + " /operations/0/input/schema",
      })
  void body_of_an_operation(String body, String pointer) throws Exception {
    var input = "{\"name\": \"echo\", \"input\": " + body + "}";
    rejectedFor(Fixture.sound().manifest("{\"name\": \"echo\"}", input), pointer);
    rejectedFor(
        Fixture.sound().manifest("{\"name\": \"echo\"}", input.replace("\"input\"", "\"output\"")),
        pointer.replace("/input", "/output"));
  }
}
