COPY {stage} ({names}) FROM {file} (FORMAT csv, HEADER false, DELIMITER ',', QUOTE '"', ESCAPE '"', NULLSTR '', AUTO_DETECT false, PARALLEL false);
