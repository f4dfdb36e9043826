import java.io.File;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * Asks veraPDF whether files conform: CheckPdf FLAVOUR FILE... prints one line per broken rule, "file TAB clause TAB message",
 * and nothing for a conforming file. Exit 0 when all could be examined, whatever the verdict.
 *
 * veraPDF reads its own profiles through JAXB, which the JDK no longer has and the jar at hand does not bring; so the profile is
 * read here, with the XML parser of the JDK.
 */
public class CheckPdf {

    public static void main(String[] arguments) throws Exception {
        Logger.getLogger("").setLevel(Level.OFF);
        VeraGreenfieldFoundryProvider.initialise();
        PDFAFlavour flavour = PDFAFlavour.byFlavourId(arguments[0]);
        ValidationProfile profile = readProfile(flavour);
        if (profile.getRules().size() < 100) {
            throw new IllegalStateException("only " + profile.getRules().size() + " rules were read");
        }
        for (int i = 1; i < arguments.length; i++) {
            for (String problem : problems(new File(arguments[i]), flavour, profile)) {
                System.out.println(arguments[i] + "\t" + problem);
            }
        }
    }

    private static Set<String> problems(File file, PDFAFlavour flavour, ValidationProfile profile) throws Exception {
        Set<String> found = new LinkedHashSet<>();
        try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(profile, false)) {
            ValidationResult result = validator.validate(parser);
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    RuleId rule = assertion.getRuleId();
                    found.add(rule.getClause() + "-" + rule.getTestNumber() + "\t" + assertion.getMessage());
                }
            }
            if (!result.isCompliant() && found.isEmpty()) {
                found.add("?\tnot compliant");
            }
        }
        return found;
    }

    private static ValidationProfile readProfile(PDFAFlavour flavour) throws Exception {
        String name = "org/verapdf/pdfa/validation/PDFA-" + flavour.getId().toUpperCase() + ".xml";
        Element root;
        try (InputStream source = Profiles.class.getClassLoader().getResourceAsStream(name)) {
            root = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(source).getDocumentElement();
        }
        Set<Rule> rules = new HashSet<>();
        for (Element rule : elements(root, "rule")) {
            rules.add(readRule(rule));
        }
        Set<Variable> variables = new HashSet<>();
        for (Element variable : elements(root, "variable")) {
            variables.add(Profiles.variableFromValues(
                    variable.getAttribute("name"),
                    variable.getAttribute("object"),
                    text(variable, "defaultValue"),
                    text(variable, "value")));
        }
        return Profiles.profileFromValues(
                flavour, Profiles.profileDetailsFromValues(name, "", "", new Date(0)), "", rules, variables);
    }

    private static Rule readRule(Element rule) {
        Element id = child(rule, "id");
        RuleId ruleId = Profiles.ruleIdFromValues(
                PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                id.getAttribute("clause"),
                Integer.parseInt(id.getAttribute("testNumber")));
        Boolean deferred = rule.hasAttribute("deferred") ? Boolean.valueOf(rule.getAttribute("deferred")) : null;
        return Profiles.ruleFromValues(
                ruleId,
                rule.getAttribute("object"),
                deferred,
                rule.getAttribute("tags"),
                text(rule, "description"),
                text(rule, "test"),
                Profiles.errorFromValues(text(child(rule, "error"), "message"), new ArrayList<>()),
                new ArrayList<>());
    }

    private static List<Element> elements(Element root, String tag) {
        List<Element> found = new ArrayList<>();
        NodeList all = root.getElementsByTagName(tag);
        for (int i = 0; i < all.getLength(); i++) {
            found.add((Element) all.item(i));
        }
        return found;
    }

    private static Element child(Element parent, String tag) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(tag)) {
                return element;
            }
        }
        return null;
    }

    private static String text(Element parent, String tag) {
        Element found = parent == null ? null : child(parent, tag);
        return found == null ? null : found.getTextContent();
    }
}
