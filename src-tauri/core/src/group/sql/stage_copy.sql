COPY {stage} ({names}) FROM STDIN;
