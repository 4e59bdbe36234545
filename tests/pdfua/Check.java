import java.io.FileInputStream;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.VeraPDFFoundry;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Holds each file that is named against PDF/UA-1, and prints a line for it and for each rule that it breaks. */
public class Check {
    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        VeraPDFFoundry foundry = Foundries.defaultInstance();
        for (String file : files) {
            try (FileInputStream in = new FileInputStream(file);
                    PDFAParser parser = foundry.createParser(in, PDFAFlavour.PDFUA_1);
                    PDFAValidator validator = foundry.createValidator(PDFAFlavour.PDFUA_1, false)) {
                ValidationResult result = validator.validate(parser);
                System.out.println(file + "\t" + (result.isCompliant() ? "complies" : "fails")
                        + "\t" + result.getTotalAssertions());
                for (TestAssertion broken : result.getTestAssertions()) {
                    System.out.println("\t" + broken.getRuleId().getClause() + "-"
                            + broken.getRuleId().getTestNumber() + "\t" + broken.getMessage());
                }
            }
        }
    }
}
